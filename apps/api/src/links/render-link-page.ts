export interface LinkPageTexts {
  readonly title: string;
  readonly lead: string;
  readonly leadWithoutApp: string;
  readonly open: string;
  readonly install: string;
  readonly browser: string;
}

export interface LinkPage {
  readonly locale: 'ko' | 'en';
  readonly texts: LinkPageTexts;
  readonly style: string;
  /** Null: there is no app. */
  readonly appUrl: string | null;
  readonly installUrl: string | null;
  readonly browserUrl: string;
}

/** The page as HTML: a heading, a sentence and a list of links, in the order in which most people want them. */
export function renderLinkPage({ locale, texts, style, appUrl, installUrl, browserUrl }: LinkPage): string {
  const choices = [
    { url: appUrl, text: texts.open },
    { url: installUrl, text: texts.install },
    { url: browserUrl, text: texts.browser },
  ];
  const items = choices
    .filter(({ url }) => url !== null)
    .map(({ url, text }) => `<li><a href="${escaped(url ?? '')}">${escaped(text)}</a></li>`);
  const lead = appUrl === null && installUrl === null ? texts.leadWithoutApp : texts.lead;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(texts.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(texts.title)}</h1>
<p>${escaped(lead)}</p>
<ul>
${items.join('\n')}
</ul>
</main>
</body>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
