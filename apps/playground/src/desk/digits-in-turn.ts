/** How many digits the service takes at a time. */
export const DIGITS_AT_A_TIME = 32;

/**
 * Presses digits in the order in which they come, however fast: what is pressed while others are on their way goes with the next ones. `send`
 * answers whether they were pressed; what was not is told to nobody and left out.
 */
export function digitsInTurn(
  send: (digits: string) => Promise<boolean>,
  pressed: (digits: string) => void,
): (digit: string) => void {
  let waiting = '';
  let sending = false;
  const goOn = async (): Promise<void> => {
    sending = true;
    while (waiting !== '') {
      const digits = waiting.slice(0, DIGITS_AT_A_TIME);
      waiting = waiting.slice(DIGITS_AT_A_TIME);
      if (await send(digits)) pressed(digits);
      else waiting = '';
    }
    sending = false;
  };
  return (digit) => {
    waiting += digit;
    if (!sending) void goOn();
  };
}
