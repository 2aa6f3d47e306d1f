import type { IssuePhoneNumber, PhoneNumberEvent } from '../index.ts';
import { aChannel, at, givenPhoneNumber, host } from '../testing/index.ts';

const number = '+827012345678';
const verified = aChannel({ businessVerified: true });
const issue: IssuePhoneNumber = {
  type: 'IssuePhoneNumber',
  at: at(0),
  by: host,
  number,
  channelId: 'moss',
  channel: verified,
};
const giveBack = { type: 'GiveBackPhoneNumber', at: at(1), by: host, channelId: 'moss' } as const;
const issued: PhoneNumberEvent = {
  type: 'PhoneNumberIssued',
  at: at(0),
  by: host,
  data: { number, channelId: 'moss' },
};
const givenBack: PhoneNumberEvent = { ...issued, type: 'PhoneNumberGivenBack', at: at(1) };

describe('a phone number', () => {
  it('R3: is issued to a verified business, once', () => {
    givenPhoneNumber().when(issue).then(issued);
    givenPhoneNumber(issued).when(issue).thenNothing();
  });

  it('R3: is issued to nobody else', () => {
    const refusal = { reason: 'not-allowed', guards: ['BUSINESS_NOT_VERIFIED'] } as const;
    for (const channel of [null, aChannel()])
      givenPhoneNumber()
        .when({ ...issue, channel })
        .thenRefused(refusal);
    // Whether somebody has it is no question that anybody may ask.
    givenPhoneNumber(issued)
      .when({ ...issue, channelId: 'fern', channel: null })
      .thenRefused(refusal);
  });

  it('belongs to one channel at a time', () => {
    const other = { ...issue, channelId: 'fern' };
    givenPhoneNumber(issued).when(other).thenRefused({ reason: 'taken' });
    givenPhoneNumber(issued, givenBack).when(other).thenTypes('PhoneNumberIssued');
  });

  it('stays a business’s that is verified no longer, until it is given back', () => {
    givenPhoneNumber(issued)
      .when({ ...issue, channel: aChannel() })
      .thenNothing();
    expect(givenPhoneNumber(issued).when(giveBack).state).toEqual({ number, channelId: null });
  });

  it('is given back by whose it is, and by nobody else', () => {
    givenPhoneNumber(issued).when(giveBack).then(givenBack);
    givenPhoneNumber(issued)
      .when({ ...giveBack, channelId: 'fern' })
      .thenRefused({ reason: 'unknown' });
    givenPhoneNumber(issued, givenBack).when(giveBack).thenRefused({ reason: 'unknown' });
    givenPhoneNumber().when(giveBack).thenRefused({ reason: 'unknown' });
  });
});
