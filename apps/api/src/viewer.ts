/**
 * Who is asking, as their token says and nothing else does. Every command and every read takes a viewer; there is no
 * other source of tenant or role.
 */
export interface Viewer {
  readonly channelId: string;
  readonly role: 'manager' | 'customer' | 'integrator' | 'analyst';
  /** The manager's, customer's, integrator's or analyst's id (`sub`). */
  readonly id: string;
}
