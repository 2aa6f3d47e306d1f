import { tokenFor } from '../graphql-client.ts';
import { INSTALLED_WITHIN_MS } from '../playground/browser.ts';
import type { RunningServer } from '../running-server.ts';
import { liveMeet, type Scene, setScene } from '../scene.ts';
import { type MediaStage, openMediaStage } from './media-stage.ts';
import type { Page, Person, Prepare } from './person-page.ts';

export interface Coming {
  /** Where the page is loaded from; the server itself unless another address leads there. */
  readonly url?: string | undefined;
  readonly prepare?: Prepare;
  readonly mutedOnJoin?: boolean;
}

/** What the tests of one file share: a stage for all of them, and for each a scene and a live meet of its own. */
export interface MediaScene {
  readonly server: RunningServer;
  readonly scene: Scene;
  readonly meetId: string;
  /** Opens a page for that person, who joins the meet's media with it; it is closed after the test. */
  comeIn(role: 'manager' | 'customer', id: string, coming?: Coming): Promise<Person>;
}

/**
 * Sets the stage and the scenes by Jest's hooks, for the `describe` it is called in; what it answers may be read in tests only.
 * `settings` of the server's are asked for when the hooks before these are done.
 */
export function mediaScene(name: string, settings: () => Readonly<Record<string, string>> = () => ({})): MediaScene {
  let stage: MediaStage | null = null;
  let scene: Scene | null = null;
  let meetId = '';
  let serial = 0;
  let pages: Page[] = [];

  beforeAll(async () => {
    stage = await openMediaStage(settings());
  }, INSTALLED_WITHIN_MS);
  afterAll(() => stage?.close());
  beforeEach(async () => {
    scene = await setScene(onlyWhenSet(stage).server, `${name}-${(serial += 1)}`);
    meetId = await liveMeet(scene);
  });
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.close()));
    pages = [];
    await scene?.close();
  });

  return {
    get server() {
      return onlyWhenSet(stage).server;
    },
    get scene() {
      return onlyWhenSet(scene);
    },
    get meetId() {
      return meetId;
    },
    async comeIn(role, id, { url, prepare, mutedOnJoin = false } = {}) {
      const { server, openPage } = onlyWhenSet(stage);
      const page = await openPage(url, prepare);
      pages.push(page);
      const token = await tokenFor(server, onlyWhenSet(scene).channel, role, id);
      expect(await page.person(id).do('join', token, meetId, `${id}-page`, mutedOnJoin)).toBe('joined');
      return page.person(id);
    },
  };
}

function onlyWhenSet<Part>(part: Part | null): Part {
  if (part === null) throw new Error('the scene is set by hooks: read it in a test');
  return part;
}
