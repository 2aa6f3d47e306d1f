import type { QualityLevel } from '@meets/meet-client/media';
import { useTexts } from '../texts/use-texts.ts';

/** How good somebody's connection is, as bars. */
export function Signal({ level }: { readonly level: QualityLevel }) {
  const { t } = useTexts();
  const text = t(`signal.${level}`);
  return (
    <span title={text} data-signal={level}>
      <svg className={`signal signal-${level}`} viewBox="0 0 16 12" aria-hidden="true">
        <rect x="0" y="7" width="4" height="5" rx="1" />
        <rect x="6" y="4" width="4" height="8" rx="1" />
        <rect x="12" y="0" width="4" height="12" rx="1" />
      </svg>
      <span className="heard">{text}</span>
    </span>
  );
}
