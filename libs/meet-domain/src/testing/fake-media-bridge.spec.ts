import { fakeMediaBridge } from './fake-media-bridge.ts';
import { mediaBridgeContract } from './media-bridge-contract.ts';

mediaBridgeContract('the fake in memory', async () => {
  const bridge = fakeMediaBridge();
  return {
    bridge,
    capabilities: { usable: true },
    connectTerms: { usable: true },
    sendTerms: () => ({ usable: true }),
    killWorkerOf: async () => bridge.loseWorkers(),
    close: () => bridge.close(),
  };
});
