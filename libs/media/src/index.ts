export { openMediasoupBridge, type MediasoupBridgeOptions } from './mediasoup-bridge.ts';
export type { MediaLog } from './worker-pool.ts';
