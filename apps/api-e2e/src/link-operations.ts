import { JOIN } from './operations.ts';

/** The operations on links, as a frontend would write them. */
export const JOIN_BY_LINK = JOIN.replaceAll('joinMeet', 'joinByLink').replaceAll('MeetInput!', 'JoinByLinkInput!');

export const PREVIEW = /* GraphQL */ `
  query Preview($token: String!, $locale: String, $minPosition: Position) {
    meetLink(token: $token, locale: $locale, minPosition: $minPosition) {
      kind
      title
      state
      message
      mayStart
      meet {
        id
      }
      teamRoom {
        id
      }
    }
  }
`;

export const CREATE_LINK = /* GraphQL */ `
  mutation CreateLink($input: CreateMeetLinkInput!) {
    result: createMeetLink(input: $input) {
      __typename
      ... on MeetLink {
        kind
        token
        url
      }
      ... on NotAllowed {
        reasons
      }
      ... on InvalidInput {
        fields
      }
    }
  }
`;

export interface Preview {
  readonly meetLink: {
    readonly kind: string;
    readonly title: string;
    readonly state: string;
    readonly message: string | null;
    readonly mayStart: boolean;
    readonly meet: { readonly id: string } | null;
    readonly teamRoom: { readonly id: string } | null;
  };
}
export interface CreatedLink {
  readonly result: { readonly __typename: string; readonly kind: string; readonly token: string; readonly url: string };
}
