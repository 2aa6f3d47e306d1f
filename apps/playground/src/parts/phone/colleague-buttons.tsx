import { type Duty, type Meet, RingColleague, StopRingingColleague } from '@meets/meet-client';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Icon } from '../icon.tsx';

interface ColleagueButtonsProps {
  readonly call: Meet;
  readonly duty: Duty;
  readonly name: string;
}

/** R39: rings a colleague into the call, to consult them or to hand it over; or rings them no more. */
export function ColleagueButtons({ call, duty: { manager, state, meet }, name }: ColleagueButtonsProps) {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const { api } = session;
  const ids = { meetId: call.id, managerId: manager.id };
  const ring = (handOver: boolean): void =>
    void act(() => api.run(RingColleague, { input: { ...ids, handOver, idempotencyKey: crypto.randomUUID() } }));
  if (state === 'RESERVED' && meet?.id === call.id) {
    return (
      <button
        type="button"
        className="danger"
        data-testid={`stop-ringing-${manager.id}`}
        onClick={() => void act(() => api.run(StopRingingColleague, { input: ids }))}
      >
        <Icon name="close" />
        {t('colleague.stop')}
      </button>
    );
  }
  return (
    <span className="buttons end">
      {([false, true] as const).map((handOver) => (
        <button
          key={String(handOver)}
          type="button"
          className="soft"
          disabled={state !== 'AVAILABLE'}
          aria-label={t(handOver ? 'colleague.hand-over-to' : 'colleague.consult-whom', { name })}
          data-testid={`${handOver ? 'hand-over' : 'consult'}-${manager.id}`}
          onClick={() => ring(handOver)}
        >
          <Icon name={handOver ? 'leave' : 'people'} />
          {t(handOver ? 'colleague.hand-over' : 'colleague.consult')}
        </button>
      ))}
    </span>
  );
}
