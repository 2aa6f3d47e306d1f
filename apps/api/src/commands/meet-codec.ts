import { type EventCodec, type FoldedStream, isSealed } from '@meets/event-store';
import { type CustomerState, type MeetEvent, namesItsKey } from '@meets/meet-domain';
import { domainCodec, type Sealing } from '../stored-events/domain-codec.ts';

/** Customers as of now. */
interface Customers {
  fold(channelId: string, id: string): Promise<FoldedStream<CustomerState>>;
}

/**
 * The codec of meets' streams, in which something of a customer's may be sealed far from their own stream, by which their keys are found
 * when they are forgotten. So it is sealed first, and then looked whether that stream names a key of theirs that stands: whoever forgets
 * them from then on finds the one that sealed it. Else it is not kept: of who was forgotten meanwhile nothing is.
 */
export function meetCodec(sealing: Sealing, customers: Customers): EventCodec<MeetEvent> {
  const codec = domainCodec<MeetEvent>(sealing);
  const { keys, channelId } = sealing;
  return {
    ...codec,
    async encode(event) {
      if (event.type !== 'CallCameIn' || event.data.customerId === null) return codec.encode(event);
      const { customerId } = event.data;
      // Another node may have made the key that holds now.
      await keys.reach((await customers.fold(channelId, customerId)).position);
      const encoded = await codec.encode(event);
      if (!Object.values(encoded.data).some(isSealed)) return encoded;
      if (namesItsKey((await customers.fold(channelId, customerId)).state)) return encoded;
      return codec.encode({ ...event, data: { ...event.data, headers: null } });
    },
  };
}
