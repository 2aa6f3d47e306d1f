/** How carriers write numbers, and how everybody else does: E.164, with its plus. */
export interface NumberPlan {
  /** As a carrier wrote it; what cannot be said internationally (a short number) stays as it is. */
  heard(number: string): string;
}

/** Of a country, by its calling code without the plus: national numbers begin with 0 there, international ones with 00. */
export function numberPlan(countryCode: string): NumberPlan {
  return {
    heard(number) {
      if (number.startsWith('+')) return number;
      if (number.startsWith('00')) return `+${number.slice(2)}`;
      if (number.startsWith('0')) return `+${countryCode}${number.slice(1)}`;
      return number.startsWith(countryCode) ? `+${number}` : number;
    },
  };
}
