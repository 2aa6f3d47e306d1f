import type { SipPhoneLine } from '@meets/telephony';

export const HOST = '127.0.0.1';
export const NUMBER = '07012345678';

/** What a line's process is told. `mix`: every call gets a mix, with voices from that port. */
export type LineOrder = { readonly is: 'mix'; readonly fromPort: number } | { readonly is: 'load' };

export interface LineLoad {
  readonly load: Awaited<ReturnType<SipPhoneLine['soundLoad']>>;
  /** Of the whole process, since it began. */
  readonly cpuMs: number;
  readonly atMs: number;
}
export type LineAnswer = { readonly port: number } | { readonly mixPorts: readonly number[] } | LineLoad;

/** What the process of those who speak is told: how many telephones call that port, and what is spoken to mixes. */
export type CrowdOrder =
  | { readonly is: 'call'; readonly port: number; readonly calls: number }
  | { readonly is: 'speak'; readonly mixPorts: readonly number[]; readonly voices: number };
/** The port that voices come from; then, of each order, that it is done. */
export type CrowdAnswer = { readonly fromPort: number } | { readonly done: true };
