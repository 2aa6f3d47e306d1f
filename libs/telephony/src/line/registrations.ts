import type { Trunk } from '../settings.ts';
import { TRANSPORT } from '../sip/flow.ts';
import type { SipSwitch } from '../switch/sip-switch.ts';
import { Registration } from './registration.ts';

/** Registrations with all carriers that want one. */
export class Registrations {
  private readonly all = new Map<string, Registration>();

  /** Begins, where the trunk wants it. */
  keep(trunk: Trunk, sipSwitch: SipSwitch): void {
    const { to, register } = trunk;
    if (!to || !register) return;
    const transport = TRANSPORT[to.transport];
    const registration = new Registration({
      ...{ trunk: { ...trunk, to, register }, transport },
      open: () => sipSwitch.ways.flowTo(transport, to.host, to.port),
      send: (member, request) => sipSwitch.send(member, request),
    });
    this.all.set(trunk.trunkId, registration);
    void registration.register((member) => sipSwitch.join(member));
  }

  /** Why nobody can be called through that trunk; null where somebody can. */
  why(trunkId: string): string | null {
    const why = this.all.get(trunkId)?.why ?? null;
    return why === null ? null : `${trunkId}: ${why}`;
  }

  /** Takes all of them back. Safe to call twice. */
  close(): void {
    for (const registration of this.all.values()) registration.close();
  }
}
