/** The shapes that the operations in `operations.ts` answer with. */
export interface MeetParts {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly direction: string | null;
  readonly startedAt: string;
  readonly ringDeadline: string | null;
  readonly answeredAt: string | null;
  readonly upgradedToVideoAt: string | null;
  readonly endedAt: string | null;
  readonly missedReason: string | null;
  readonly handledAt: string | null;
  readonly callbackOf: { readonly id: string } | null;
  readonly rings: readonly { readonly outcome: string; readonly person: { readonly id: string } }[] | null;
  readonly participants: readonly {
    readonly leftAt: string | null;
    readonly leaveReason: string | null;
    readonly camera: boolean;
    readonly person: { readonly __typename: string; readonly id: string };
  }[];
  readonly position: string;
}
export interface Result {
  readonly result: {
    readonly __typename: string;
    readonly position: string;
    readonly meet: MeetParts;
    readonly message: string;
    readonly reasons: readonly string[];
    readonly fields: readonly string[];
    readonly winner: { readonly id: string; readonly type: string; readonly data: unknown } | null;
  };
}
export interface EventParts {
  readonly id: string;
  readonly type: string;
  readonly meetId: string;
  readonly version: number;
  readonly position: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly data: unknown;
}
export interface ReadMeet {
  readonly meet:
    (MeetParts & { readonly history: { readonly edges: readonly { readonly node: EventParts }[] } }) | null;
}
export interface Events {
  readonly events: {
    readonly edges: readonly { readonly cursor: string; readonly node: EventParts }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
export interface Permission {
  readonly meetPermission: { readonly allowed: boolean; readonly reasons: readonly string[] };
}
export interface RingNotice {
  readonly myRings: {
    readonly ringing: boolean;
    readonly outcome: string;
    readonly deadline: string;
    readonly meet: { readonly id: string; readonly state: string; readonly missedReason: string | null };
  };
}
export interface MeetEventMessage {
  readonly meetEvents: { readonly __typename: string; readonly reason?: string } & EventParts;
}
