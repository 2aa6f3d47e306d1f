import { type CallCameIn, type CallHeader, type MeetEvent, meetStream } from '@meets/meet-domain';
import { domainDecoder } from '../stored-events/domain-codec.ts';
import type { Viewer } from '../viewer.ts';
import { isMeetId } from './addressable.ts';
import type { WriteSide } from './write-side.ts';

/** A call comes in in the first append of its meet, right behind `MeetStarted`. */
const EVENTS_BEFORE = 1;

/** Read from the meet's sealed event at the moment of asking: see `Commands.callHeaders`. */
export async function callHeaders(
  side: WriteSide,
  { channelId, role }: Viewer,
  meetId: string,
): Promise<readonly CallHeader[] | null> {
  if (role !== 'manager' || !isMeetId(channelId, meetId)) return null;
  const came = await callCameIn(side, meetStream(channelId, meetId));
  return came === null ? [] : came.data.headers;
}

async function callCameIn({ store, keys }: WriteSide, stream: string): Promise<CallCameIn | null> {
  const decode = domainDecoder(keys);
  for await (const event of store.readStream(stream, { after: EVENTS_BEFORE, limit: 1 })) {
    // Another node may have made the key.
    await keys.reach(event.position);
    const fact = decode(event) as MeetEvent;
    return fact.type === 'CallCameIn' ? fact : null;
  }
  return null;
}
