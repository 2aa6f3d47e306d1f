import { callsOfOthers, numberText, ownCall } from '../../desk/phone-calls.ts';
import { useDesk } from '../../session/use-desk.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { MeetBox } from '../meet-box.tsx';
import { AddressBook } from './address-book.tsx';
import { Colleagues } from './colleagues.tsx';
import { DutyBar } from './duty-bar.tsx';
import { LastCall } from './last-call.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { Trial } from './trial.tsx';
import { WaitingList } from './waiting-list.tsx';

/** A manager's telephone: duty, the call they are in, who waits, whom to call, and what there was. */
export function PhoneView() {
  const { calls, numbers, viewer, session } = useDesk();
  const { t } = useTexts();
  const own = ownCall(calls, session.me.id);
  return (
    <>
      <header className="place-head">
        <div>
          <h1>{t('phone')}</h1>
          <p className="muted">
            {numbers.length > 0
              ? t('phone.numbers', { numbers: numbers.map(numberText).join(', ') })
              : t(viewer ? 'phone.no-number' : 'loading')}
          </p>
        </div>
      </header>
      <DutyBar />
      <LastCall />
      {own && <MeetBox meet={own} />}
      {own && <Colleagues />}
      {callsOfOthers(calls, session.me.id).map((call) => (
        <MeetBox key={call.id} meet={call} />
      ))}
      <Trial />
      <div className="phone-columns">
        <div>
          <WaitingList />
          <RecentCalls />
        </div>
        <div>
          {!own && <Colleagues />}
          <AddressBook />
        </div>
      </div>
    </>
  );
}
