import type { GraphContext } from './graph-context.ts';

/** Subscriptions run over WebSocket only, where the gateway gives them a signal. */
export function signalOf(context: GraphContext): AbortSignal {
  if (context.signal) return context.signal;
  throw new Error('a subscription was run without a signal that ends it');
}
