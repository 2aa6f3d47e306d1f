/**
 * Who is asking, as their token says and nothing else does. Every command and every read takes a viewer; there is no
 * other source of tenant or role.
 */
export interface Viewer {
  readonly channelId: string;
  readonly role: 'manager' | 'customer' | 'integrator' | 'analyst';
  /** The manager's, customer's, integrator's or analyst's id (`sub`). */
  readonly id: string;
  /**
   * The request in which the viewer asks: what a command sets in motion carries it as its events' `correlationId`, and so
   * do the request's log lines. Absent outside a request, where a command makes one of its own.
   */
  readonly correlationId?: string;
}
