import { samePerson } from '../person.ts';
import type { ColleagueAnswered, ColleagueRang, MeetEvent } from './events.ts';
import { ringStopped } from './fold-rings.ts';
import type { Meet, Ring } from './state.ts';

/** What only calls by phone have. */
export function evolveCall(meet: Meet, event: CallEvent): Meet {
  switch (event.type) {
    case 'CallCameIn':
      return { ...meet, call: { number: event.data.number, line: event.data.line } };
    case 'CallDialled': {
      const { number, line, deadline } = event.data;
      return { ...meet, call: { number, line }, ringDeadline: deadline };
    }
    case 'CallHeld':
      return { ...meet, onHold: true };
    case 'CallResumed':
      return { ...meet, onHold: false };
    case 'ColleagueRang':
      return colleagueRang(meet, event);
    case 'ColleagueAnswered':
      return colleagueAnswered(meet, event);
    case 'ColleagueRingWithdrawn':
      return ringStopped(meet, event.data.callee, 'CANCELED');
    case 'CallHandedOver':
      return meet;
    case 'DigitsPressed':
      return { ...meet, lastPressId: event.data.pressId };
  }
}

type CallEvent = Extract<
  MeetEvent,
  {
    type:
      | 'CallCameIn'
      | 'CallDialled'
      | 'CallHeld'
      | 'CallResumed'
      | 'ColleagueRang'
      | 'ColleagueAnswered'
      | 'ColleagueRingWithdrawn'
      | 'CallHandedOver'
      | 'DigitsPressed';
  }
>;

/** The call goes on meanwhile. */
function colleagueRang(meet: Meet, { at, data: { callee, rungBy, deadline, handOver } }: ColleagueRang): Meet {
  const colleague = { rungBy, handOver, answeredOnDevice: null };
  return { ...meet, rings: [...meet.rings, { callee, startedAt: at, deadline, outcome: 'RINGING', colleague }] };
}

function colleagueAnswered(meet: Meet, { data: { callee, deviceId } }: ColleagueAnswered): Meet {
  const rings = meet.rings.map((ring): Ring =>
    ring.outcome === 'RINGING' && ring.colleague !== null && samePerson(ring.callee, callee)
      ? { ...ring, outcome: 'ACCEPTED', colleague: { ...ring.colleague, answeredOnDevice: deviceId } }
      : ring,
  );
  return { ...meet, rings };
}
