import type { LinkPreviewView } from '../projections/views.ts';

type Words = LinkPreviewView['state'] | 'START_ONE';

/** R31, in the words of the product. */
const MESSAGES = {
  ko: {
    LIVE: null,
    OVER: '이미 종료된 미트입니다',
    NO_LIVE_MEET: '진행 중인 미트가 없습니다',
    START_ONE: '진행 중인 미트가 없습니다. 새 미트를 시작할 수 있습니다',
  },
  en: {
    LIVE: null,
    OVER: 'This meet has already ended',
    NO_LIVE_MEET: 'No meet is live here',
    START_ONE: 'No meet is live here. You can start one',
  },
} as const satisfies Record<'ko' | 'en', Record<Words, string | null>>;

/** What to say of a link; null where there is nothing to say but "join". */
export const messageOfLink = (
  { state, mayStart }: Pick<LinkPreviewView, 'state' | 'mayStart'>,
  locale: 'ko' | 'en',
): string | null => MESSAGES[locale][mayStart ? 'START_ONE' : state];
