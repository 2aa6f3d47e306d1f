import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';
import { nothingHere } from '../http-edge/nothing-here.ts';
import { MAX_LINK_TOKEN_LENGTH } from './link-tokens.ts';
import { renderLinkPage, type LinkPageTexts } from './render-link-page.ts';
import { phoneOf, preferredLocale } from './visitor.ts';

/** The same place from `src` and from `dist`. */
const ASSETS = new URL('../../assets/link-page/', import.meta.url);

/**
 * R31: the page behind a link, at `/m/{token}`. A phone is offered the app, to open or to install, or to go on in the
 * browser; everybody else goes on in the browser at once. It knows nothing of the meet: it is the same for every token,
 * good or made up, and needs no script. What the link leads to is told to who has logged in, by `meetLink`.
 */
export async function serveLinkPage(fastify: FastifyInstance, config: LinkPageConfig): Promise<void> {
  const [css, texts] = await Promise.all([read('page.css'), read('texts.json')]);
  const style = css.trim();
  // The file is ours, and the spec of the page reads every text of it.
  const words = JSON.parse(texts) as Record<'ko' | 'en', LinkPageTexts>;
  const headers = headersFor(style);
  fastify.get<{ Params: { token: string } }>('/m/:token', (request, reply) => {
    const { token } = request.params;
    void reply.headers(headers);
    if (!TOKEN.test(token)) return nothingHere(reply);
    const browserUrl = `${config.PUBLIC_URL}/join/${token}`;
    const phone = phoneOf(request.headers['user-agent']);
    if (!phone) return reply.redirect(browserUrl, 302);
    const locale = preferredLocale(request.headers['accept-language']);
    const appUrl = config.APP_URL === null ? null : `${config.APP_URL}/${token}`;
    const installUrl = phone === 'ios' ? config.APP_INSTALL_URL_IOS : config.APP_INSTALL_URL_ANDROID;
    const page = { locale, texts: words[locale], style, appUrl, installUrl, browserUrl };
    return reply.type('text/html; charset=utf-8').send(renderLinkPage(page));
  });
}

type LinkPageConfig = Pick<Config, 'PUBLIC_URL' | 'APP_URL' | 'APP_INSTALL_URL_IOS' | 'APP_INSTALL_URL_ANDROID'>;

const TOKEN = new RegExp(`^[A-Za-z0-9_-]{1,${MAX_LINK_TOKEN_LENGTH}}$`);

const read = (name: string): Promise<string> => readFile(new URL(name, ASSETS), 'utf8');

/** Nothing is loaded or run, nobody frames the page, and its address, which holds the token, is told to no other site. */
const headersFor = (style: string): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  vary: 'accept-language, user-agent',
});
