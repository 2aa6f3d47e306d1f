import { playedTelephones } from './telephones.ts';

describe('the telephones that the service plays', () => {
  it('are asked for once, and are none where the service has none or is not there', async () => {
    const asked: string[] = [];
    const answering = (status: number) => async (url: unknown) => {
      asked.push(String(url));
      return new Response(JSON.stringify({ port: 5060, numbers: ['+827012345678'] }), { status });
    };
    const telephones = playedTelephones(answering(200));
    expect(await telephones.trial()).toEqual({ port: 5060, numbers: ['+827012345678'] });
    await telephones.trial();
    expect(asked).toEqual(['/dev/telephones']);
    expect(await playedTelephones(answering(404)).trial()).toBeNull();
    const gone = playedTelephones(() => Promise.reject(new TypeError('Failed to fetch')));
    expect([await gone.trial(), await gone.call('+82', '+82')]).toEqual([null, null]);
  });

  it('call, are looked at, and hang up by the call’s id', async () => {
    const asked: unknown[] = [];
    const { call, look, hangUp, last } = playedTelephones(async (url, init) => {
      asked.push([url, init?.method ?? 'GET', init?.body]);
      return new Response('{"id":"7","state":"calling"}');
    });
    expect(last()).toBeNull();
    expect(await call('+821055550100', '+827012345678')).toEqual({ id: '7', state: 'calling' });
    expect(last()).toMatchObject({ id: '7' });
    await look('7');
    await hangUp('7');
    expect(asked).toEqual([
      ['/dev/telephones/calls', 'POST', '{"from":"+821055550100","to":"+827012345678"}'],
      ['/dev/telephones/calls/7', 'GET', undefined],
      ['/dev/telephones/calls/7/hang-up', 'POST', '{}'],
    ]);
  });
});
