import type { Negotiation } from '../sdp/negotiation.ts';

/*
 * JsSIP was written for browsers: it asks the global `window` whether there is WebRTC, and the global RTCPeerConnection for
 * descriptions. Here both exist only while JsSIP is spoken to, so that nobody else in the process takes itself to be in a browser.
 */

interface Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

/** Stands in for a browser's: its descriptions are our own, of plain RTP. */
class PlainPeerConnection {
  readonly iceGatheringState = 'complete';
  readonly iceConnectionState = 'new';
  readonly signalingState = 'have-local-offer';
  localDescription: Description | null = null;
  private readonly negotiation: Negotiation;

  constructor({ negotiation }: { readonly negotiation: Negotiation }) {
    this.negotiation = negotiation;
  }

  async createOffer(): Promise<Description> {
    return { type: 'offer', sdp: await this.negotiation.offer() };
  }

  async createAnswer(): Promise<Description> {
    return { type: 'answer', sdp: await this.negotiation.answer() };
  }

  async setLocalDescription(description: Description): Promise<void> {
    this.localDescription = description;
  }

  async setRemoteDescription({ type, sdp }: Description): Promise<void> {
    this.negotiation.hear(type, sdp);
  }

  getSenders(): readonly never[] {
    return [];
  }

  // ICE and tracks, which plain RTP has none of, are all that is ever listened for.
  addEventListener(): void {}
  removeEventListener(): void {}
  /** What it stands for is closed with the call. */
  close(): void {}
}

class PlainDescription implements Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;

  constructor({ type, sdp }: Description) {
    this.type = type;
    this.sdp = sdp;
  }
}

const CLOTHES: Readonly<Record<string, unknown>> = {
  window: { RTCPeerConnection: PlainPeerConnection },
  RTCPeerConnection: PlainPeerConnection,
};

/** Runs something of JsSIP's as if in a browser. What it does later, it does without, but for descriptions. */
export function inBrowserClothes<Result>(act: () => Result): Result {
  // JsSIP makes descriptions in the middle of its promises, where nobody can dress it.
  const world = globalThis as unknown as Record<string, unknown>;
  world['RTCSessionDescription'] ??= PlainDescription;
  const own = Object.keys(CLOTHES).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(CLOTHES)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    return act();
  } finally {
    for (const [name, descriptor] of own) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}
