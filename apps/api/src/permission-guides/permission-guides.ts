import type { Client } from '@meets/meet-domain';
import { guideKeyOf } from './guide-key.ts';
import {
  type Device,
  type GuideFile,
  type GuideLocale,
  type GuideStep,
  type OperatingSystem,
  readGuides,
} from './read-guides.ts';

/** What to do where a permission was refused. */
export interface PermissionGuide {
  readonly title: string;
  readonly steps: readonly string[];
}

export interface GuideRequest {
  readonly client: Client;
  readonly device: Device;
  /** A BCP 47 tag, such as `en-US`; null or one that we have no guides in: Korean. */
  readonly locale: string | null;
  /** Null where the client did not say: then the steps of every system are given, each under its name. */
  readonly os: OperatingSystem | null;
}

/** R36: a guide for every platform and device, in Korean and English. */
export interface PermissionGuides {
  guideFor(request: GuideRequest): PermissionGuide;
}

/** Reads the files of every locale. Rejects where one is missing or not whole. */
export async function loadPermissionGuides(): Promise<PermissionGuides> {
  const [ko, en] = await Promise.all([readGuides('ko'), readGuides('en')]);
  const files = { ko, en } as const satisfies Record<GuideLocale, GuideFile>;
  return {
    guideFor({ client, device, locale, os }) {
      const guide = files[guideLocale(locale)][guideKeyOf(client)][device];
      return { title: guide.title, steps: stepsFor(guide.steps, os ?? systemOf(client)) };
    },
  };
}

/** Korean unless the tag's language is English; the region is of no matter. */
export const guideLocale = (tag: string | null): GuideLocale => (/^en([-_]|$)/i.test(tag?.trim() ?? '') ? 'en' : 'ko');

/** Safari on a phone is iOS. */
const systemOf = ({ platform, browser }: Client): OperatingSystem | null =>
  platform === 'WEB_MOBILE' && browser === 'SAFARI' ? 'IOS' : null;

/** The steps for everybody and those of the system; all of them where there are none of that system's own. */
function stepsFor(steps: readonly GuideStep[], os: OperatingSystem | null): readonly string[] {
  const known = os !== null && steps.some((step) => step.os === os);
  return steps.filter((step) => !known || step.os === null || step.os === os).map(({ text }) => text);
}
