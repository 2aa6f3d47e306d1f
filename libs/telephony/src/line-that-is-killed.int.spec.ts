import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headerOf } from './sip/message.ts';
import { type Baresip, startBaresip } from './testing/baresip.ts';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from './testing/loopback-certificate.ts';
import { type MortalLine, mortalLine, type MortalLineOptions } from './testing/mortal-line.ts';
import { oneLine } from './testing/one-line.ts';
import { FAR_NUMBER, NEAR_NUMBER } from './testing/pair-of-lines.ts';
import { INSTALLED_WITHIN_MS, providedProgram } from './testing/provided-program.ts';
import { callTexts, type SipPeer } from './testing/sip-peer.ts';
import { streamPeer } from './testing/stream-peer.ts';
import { until } from './testing/until.ts';

const HOST = '127.0.0.1';
const DIED = 'Q.850;cause=41';

describe.each(['tcp', 'tls'] as const)(
  'a line that is killed in a call by %s, and another one in its place',
  (transport) => {
    let program: string;
    let folder: string;
    let callFolder: string;
    const closing: (() => unknown)[] = [];
    beforeAll(async () => {
      program = await providedProgram('baresip.ts');
    }, INSTALLED_WITHIN_MS);
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'meets-killed-'));
      callFolder = join(folder, 'calls');
      writeFileSync(join(folder, 'trusted.pem'), LOOPBACK_CERTIFICATE);
      writeFileSync(join(folder, 'own.pem'), LOOPBACK_CERTIFICATE + LOOPBACK_KEY);
    });
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
      rmSync(folder, { recursive: true, force: true });
    });

    const own = () => ({ transport, key: LOOPBACK_KEY, certificate: LOOPBACK_CERTIFICATE, callFolder });
    const begin = async (options: MortalLineOptions): Promise<MortalLine> => {
      const line = await mortalLine({ ...own(), ...options });
      closing.push(() => line.kill());
      return line;
    };
    /** As the same service that is started again: at the same port. */
    const again = async ({ port }: MortalLine) => {
      const next = await oneLine({ ...own(), port });
      closing.push(() => next.line.close());
      return next;
    };
    const telephone = async (): Promise<Baresip> => {
      const certificates = { certificateFile: join(folder, 'own.pem'), trustedFile: join(folder, 'trusted.pem') };
      const started = await startBaresip(program, {
        transport,
        number: FAR_NUMBER,
        ...(transport === 'tls' && certificates),
      });
      closing.push(() => started.close());
      return started;
    };
    const peerOf = async (): Promise<SipPeer> => {
      const peer = await streamPeer(transport === 'tcp' ? 'TCP' : 'TLS', HOST);
      closing.push(() => peer.close());
      return peer;
    };

    it('hangs up baresip, which was answered', async () => {
      const [line, caller] = [await begin({ does: 'answers' }), await telephone()];
      await caller.order('dial', `sip:${NEAR_NUMBER}@${HOST}:${line.port};transport=${transport}`);
      await caller.event('CALL_ESTABLISHED');
      await line.event('answered');
      await line.kill();
      expect(readdirSync(callFolder)).toHaveLength(1);
      const next = await again(line);
      await caller.event('CALL_CLOSED');
      expect(readdirSync(callFolder)).toEqual([]);
      expect(next.arrived).toEqual([]);
    });

    it('cancels its call to baresip, which rang', async () => {
      const called = await telephone();
      const line = await begin({ dials: FAR_NUMBER, trunk: { to: { transport, host: HOST, port: called.port } } });
      await called.event('CALL_INCOMING');
      await line.kill();
      await again(line);
      await called.event('CALL_CLOSED');
      expect(readdirSync(callFolder)).toEqual([]);
    });

    it('refuses a call that rang, where its caller listens', async () => {
      const [line, peer] = [await begin({ does: 'rings' }), await peerOf()];
      const texts = callTexts(peer, HOST, NEAR_NUMBER);
      peer.send(texts.invite, line.port);
      await peer.response(180);
      await line.kill();
      const next = await again(line);
      const refusal = await peer.response(500);
      expect(['call-id', 'reason'].map((name) => headerOf(refusal, name))).toEqual([texts.callId, DIED]);
      peer.send(texts.ackOf(refusal), next.port);
      // Whoever calls next is served.
      peer.send(callTexts(peer, HOST, NEAR_NUMBER).invite, next.port);
      await until(() => next.arrived.length === 1);
    });

    it('hangs up who was answered, and says why', async () => {
      const [line, peer] = [await begin({ does: 'answers' }), await peerOf()];
      const texts = callTexts(peer, HOST, NEAR_NUMBER);
      peer.send(texts.invite, line.port);
      const ok = await peer.response(200);
      peer.send(texts.within('ACK', 1, ok), line.port);
      await line.event('answered');
      await line.kill();
      await again(line);
      const bye = await peer.request('BYE');
      expect(['call-id', 'reason'].map((name) => headerOf(bye, name))).toEqual([texts.callId, DIED]);
    });
  },
);
