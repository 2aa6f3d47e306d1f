import { useMemo } from 'react';
import { type Meet, personName } from '@meets/meet-client';
import { customerOf, numberText } from '../../desk/phone-calls.ts';
import { isTextKey } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useNames } from '../use-names.ts';

export interface Callers {
  /** By name where the customer is known, else by number. */
  readonly name: (call: Meet) => string;
  /** Null where it is withheld, or was forgotten. */
  readonly number: (call: Meet) => string | null;
  /** Somebody of whom nothing but the number is known (R37). */
  readonly isNew: (call: Meet) => boolean;
}

/** Who calls or is called, as managers are told. */
export function useCallers(): Callers {
  const { t } = useTexts();
  const names = useNames();
  return useMemo(() => {
    const number = ({ phone }: Meet): string | null =>
      phone?.customerNumber ? numberText(phone.customerNumber) : null;
    const isNew = (call: Meet): boolean => {
      const customer = customerOf(call);
      return customer !== null && personName(customer) === null && !isTextKey(`person.${customer.id}`);
    };
    return {
      number,
      isNew,
      name(call) {
        const customer = customerOf(call);
        if (customer !== null && !isNew(call)) return names.person(customer);
        return number(call) ?? t('phone.withheld');
      },
    };
  }, [names, t]);
}
