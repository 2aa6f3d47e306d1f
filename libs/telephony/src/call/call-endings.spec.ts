import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causeOfRefusal, DECLINED, endingOfBye, q850Of, reasonOf } from './call-endings.ts';

/** Ending → its codes, as docs/telephones.md has them. */
function documented(column: 'SIP' | 'Q.850'): ReadonlyMap<number, string> {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/telephones.md'), 'utf8');
  const rows = page.split('\n').flatMap((line) => {
    const [, ending, sip = '', q850 = ''] = /^\| `([a-z-]+)` \| ([\d, ]*)\| ([\d, ]*)\|/.exec(line) ?? [];
    return ending === undefined ? [] : [{ ending, codes: column === 'SIP' ? sip : q850 }];
  });
  return new Map(
    rows.flatMap(({ ending, codes }) => (codes.match(/\d+/g) ?? []).map((code) => [Number(code), ending])),
  );
}

describe('how a call ended', () => {
  it('R38, R41: is what the table in the docs says, by each SIP code that there can be', () => {
    const endings = documented('SIP');
    expect(endings.size).toBeGreaterThan(0);
    for (let status = 300; status < 700; status += 1) {
      const reason = endings.get(status);
      expect([status, causeOfRefusal(status, null)]).toEqual([
        status,
        reason ? { reason } : { reason: 'carrier-error', code: status },
      ]);
    }
  });

  it('R38, R41: is what the table in the docs says, by each cause of Q.850, whatever SIP says', () => {
    const endings = documented('Q.850');
    expect(endings.size).toBeGreaterThan(0);
    for (let cause = 1; cause < 128; cause += 1) {
      const reason = endings.get(cause);
      expect([cause, causeOfRefusal(500, `Q.850;cause=${cause}`)]).toEqual([
        cause,
        reason ? { reason } : { reason: 'carrier-error', code: 500 },
      ]);
      expect(causeOfRefusal(486, `Q.850;cause=${cause}`)).toEqual({ reason: reason ?? 'busy' });
    }
  });

  it.each([
    [486, null, 'busy'],
    [600, null, 'busy'],
    [603, null, 'rejected'],
    [480, null, 'unreachable'],
    [404, null, 'unreachable'],
    [408, null, 'no-answer'],
    [487, null, 'cancelled'],
    // A gateway's word for anything; the telephone network knew better.
    [480, 'Q.850;cause=17;text="busy"', 'busy'],
    [500, 'SIP;cause=500, Q.850 ; cause=1', 'unreachable'],
    [480, 'Q.850;text="x";cause=19', 'no-answer'],
    [486, 'Q.850;cause=16', 'busy'],
  ])('R38, R41: %s with the reason %s is %s', (status, reason, expected) => {
    expect(causeOfRefusal(status, reason)).toEqual({ reason: expected });
  });

  it.each([403, 407, 488, 500, 503, 302])('R38: %s is the carrier’s own error', (code) => {
    expect(causeOfRefusal(code, null)).toEqual({ reason: 'carrier-error', code });
  });

  it('is completed by a BYE, unless the network says that it broke', () => {
    expect(endingOfBye(null)).toEqual({ by: 'them', cause: { reason: 'completed' } });
    expect(endingOfBye('Q.850;cause=16')).toEqual({ by: 'them', cause: { reason: 'completed' } });
    expect(endingOfBye('Q.850;cause=38')).toEqual({ by: 'network', cause: { reason: 'carrier-error', code: 38 } });
  });

  it('R41: means to the caller what we meant: our own refusals read back are the same', () => {
    for (const { status, cause } of Object.values(DECLINED)) expect(causeOfRefusal(status, null)).toEqual(cause);
  });

  it.each(['busy', 'no-answer', 'rejected', 'unreachable'] as const)(
    'R41: %s is the same when it is read back, whatever a gateway has made of its status',
    (reason) => expect(causeOfRefusal(500, reasonOf({ reason }))).toEqual({ reason }),
  );

  it('R41: who hangs up has completed it, and what breaks is nobody’s doing', () => {
    expect(endingOfBye(reasonOf({ reason: 'completed' }))).toEqual({ by: 'them', cause: { reason: 'completed' } });
    for (const cause of [{ reason: 'media-timeout' }, { reason: 'carrier-error', code: 500 }] as const) {
      expect(endingOfBye(reasonOf(cause))).toMatchObject({ by: 'network', cause: { reason: 'carrier-error' } });
    }
  });

  it.each([
    [null, null],
    ['SIP;cause=200', null],
    ['Q.850', null],
    ['q.850;cause=31', 31],
  ])('has the Q.850 cause in %s: %s', (reason, expected) => expect(q850Of(reason)).toBe(expected));
});
