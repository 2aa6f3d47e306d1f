/**
 * The text with every phone number in it made unreadable (R6): seven digits or more, with the signs that stand in written
 * numbers between them. For texts from outside, such as a provider's error, that may quote the number which was dialled.
 */
export const withoutPhoneNumbers = (text: string): string => text.replace(PHONE_NUMBER, '[number]');

const PHONE_NUMBER = /\+?\d(?:[\s().-]{0,3}\d){6,}/g;
