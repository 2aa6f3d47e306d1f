import { numberText } from '../../desk/phone-calls.ts';
import { KNOWN_TELEPHONES } from '../../demo/telephones.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Avatar } from '../avatar.tsx';
import { DialButton } from './dial-button.tsx';
import { DialPad } from './dial-pad.tsx';

/** The customers whose numbers the host told, and a pad for any other number. */
export function AddressBook() {
  const { t } = useTexts();
  return (
    <section aria-labelledby="book-title" className="phone-part">
      <h2 id="book-title">{t('phone.book')}</h2>
      <ul className="rows">
        {KNOWN_TELEPHONES.map(({ id, number }) => (
          <li key={id} className="over">
            <Avatar id={id} name={t(`person.${id}`)} />
            <span className="two-lines">
              <b>{t(`person.${id}`)}</b>
              <small>{numberText(number)}</small>
            </span>
            <DialButton customerId={id} name={t(`person.${id}`)} />
          </li>
        ))}
      </ul>
      <DialPad />
    </section>
  );
}
