import { playedTelephones } from './telephones.ts';

const TRIAL = { port: 5060, numbers: ['+827012345678'], manner: 'picks-up' };

/** What a window keeps, as long as it is there. */
function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

describe('the telephones that the service plays', () => {
  const answering = (status: number, body: object = TRIAL) =>
    playedTelephones(async () => new Response(JSON.stringify(body), { status }), storage());

  it('are none where the service has none, or is not there', async () => {
    expect(await answering(200).trial()).toEqual(TRIAL);
    expect(await answering(404).trial()).toBeNull();
    const gone = playedTelephones(() => Promise.reject(new TypeError('Failed to fetch')), storage());
    expect(await gone.trial()).toBeNull();
    expect(await gone.call('+82', '+82')).toEqual({ ok: false, why: 'gone' });
  });

  it('say why no call can be made', async () => {
    expect(await answering(503).call('+82', '+82')).toEqual({ ok: false, why: 'full' });
    expect(await answering(404).look('7')).toEqual({ ok: false, why: 'gone' });
  });

  it('call, are looked at, hang up by the call’s id, and answer as they are told', async () => {
    const asked: unknown[] = [];
    const { call, look, hangUp, answer } = playedTelephones(async (url, init) => {
      asked.push([url, init?.method ?? 'GET', init?.body]);
      return new Response('{"id":"7","state":"calling"}');
    }, storage());
    expect(await call('+821055550100', '+827012345678')).toEqual({ ok: true, value: { id: '7', state: 'calling' } });
    await look('7');
    await hangUp('7');
    await answer('is-busy');
    expect(asked).toEqual([
      ['/dev/telephones/calls', 'POST', '{"from":"+821055550100","to":"+827012345678"}'],
      ['/dev/telephones/calls/7', 'GET', undefined],
      ['/dev/telephones/calls/7/hang-up', 'POST', '{}'],
      ['/dev/telephones/manner', 'POST', '{"manner":"is-busy"}'],
    ]);
  });

  it('know after a reload which call each of them made', async () => {
    const kept = storage();
    const loaded = () => playedTelephones(async () => new Response('{"id":"7"}'), kept);
    await loaded().call('+821055550100', '+827012345678');
    expect(['+821055550100', '+821055550111'].map(loaded().last)).toEqual(['7', null]);
  });
});
