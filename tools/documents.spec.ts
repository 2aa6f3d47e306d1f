import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './run-steps.ts';

const DOCUMENTS = globSync(['*.md', 'docs/**/*.md', '{apps,libs}/*/*.md'], { cwd: root });

/** As GitHub names a heading: in lower case, with hyphens, without what is neither letter, figure nor hyphen. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');

const textOf = (document: string): string => readFileSync(join(root, document), 'utf8').replace(/```.*?```/gs, '');
const anchorsIn = (document: string): readonly string[] =>
  [...textOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading.trim()));

/** Why a link leads nowhere; null: it leads to something. Other sites are not asked. */
function faultOf(document: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) return null;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : join(dirname(document), path);
  if (!existsSync(join(root, target))) return `${document}: there is no ${target}`;
  if (anchor === undefined || anchorsIn(target).includes(anchor)) return null;
  return `${document}: ${target} has no heading #${anchor}`;
}

describe('the documents', () => {
  it('are found', () => expect(DOCUMENTS).toEqual(expect.arrayContaining(['README.md', 'docs/adr/README.md'])));

  it('have no link that leads nowhere', () => {
    const links = DOCUMENTS.flatMap((document) =>
      [...textOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => ({ document, link })),
    );
    expect(links.map(({ document, link }) => faultOf(document, link)).filter((fault) => fault !== null)).toEqual([]);
    expect(links.length).toBeGreaterThan(DOCUMENTS.length);
  });

  it('list every decision', () => {
    const decisions = globSync('docs/adr/0*.md', { cwd: root }).map((path) => path.slice('docs/adr/'.length));
    expect(decisions.filter((name) => !textOf('docs/adr/README.md').includes(`](${name})`))).toEqual([]);
  });
});
