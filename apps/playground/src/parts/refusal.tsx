import type { Outcome } from '../desk/outcome.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts, type UsedTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

/** Why the last click did nothing. */
export function Refusal() {
  const { refusal, dismiss } = useDesk();
  const texts = useTexts();
  return (
    <div role="alert" data-testid="refusal">
      {refusal && (
        <p className="refusal">
          {refusalText(refusal, texts)}
          <button type="button" className="quiet round" aria-label={texts.t('close')} onClick={dismiss}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  );
}

function refusalText(refusal: Exclude<Outcome, { kind: 'done' }>, { t, named }: UsedTexts): string {
  switch (refusal.kind) {
    case 'not-allowed':
      return refusal.reasons.map((reason) => named('guard', reason)).join(' ');
    case 'refused':
      return named('problem', refusal.problem);
    case 'failed':
      return t('refusal.failed', { by: refusal.by });
  }
}
