/** How carriers write numbers, and how everybody else does: E.164, with its plus. */
export interface NumberPlan {
  /** As a carrier wrote it; what cannot be said internationally (a short number) stays as it is. */
  heard(number: string): string;
  /** One of our own, as its carrier writes it; what is none of ours stays as it is. */
  spoken(number: string): string;
}

/** Of a country, by its calling code without the plus, and of our own numbers as carriers write them: national numbers begin with 0 there, international ones with 00. */
export function numberPlan(countryCode: string, own: readonly string[]): NumberPlan {
  const heard = (number: string): string => {
    if (number.startsWith('+')) return number;
    if (number.startsWith('00')) return `+${number.slice(2)}`;
    if (number.startsWith('0')) return `+${countryCode}${number.slice(1)}`;
    return number.startsWith(countryCode) ? `+${number}` : number;
  };
  const written = new Map(own.map((number) => [heard(number), number]));
  return { heard, spoken: (number) => written.get(number) ?? number };
}
