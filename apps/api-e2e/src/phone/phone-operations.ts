import { onMeet } from '../operations.ts';

/** The operations of calls by phone, as a frontend would write them. */

const put = (mutation: string, input: string): string => /* GraphQL */ `
  mutation Put($input: ${input}!) {
    result: ${mutation}(input: $input) {
      __typename
      ... on Problem { message }
    }
  }
`;

export const ISSUE_NUMBER = put('issuePhoneNumber', 'PhoneNumberInput');
export const PHONE_SETTINGS = put('updateChannelPhoneSettings', 'ChannelPhoneSettingsInput');
export const UPDATE_DUTY = put('updateMyDuty', 'MyDutyInput');
export const MY_DUTY = 'query { myDuty { state } }';
export const DIAL = /* GraphQL */ `
  mutation Dial($input: DialInput!) {
    result: dialCustomer(input: $input) {
      __typename
      ... on MeetAccepted {
        meet {
          id
        }
      }
      ... on Problem {
        message
      }
    }
  }
`;
export const HOLD = onMeet('holdCall', 'SetDeviceInput');
export const SEND_DIGITS = onMeet('sendDigits', 'SendDigitsInput');
export const RING_COLLEAGUE = onMeet('ringColleague', 'RingColleagueInput');
export const NEWEST_CALLS = /* GraphQL */ `
  query Newest {
    meets(first: 100) {
      edges {
        node {
          id
          kind
          state
          direction
          missedReason
          phone {
            customerNumber
            onHold
          }
          rings {
            outcome
            person {
              ... on Manager {
                id
              }
            }
          }
          participants {
            leftAt
            leaveReason
            person {
              __typename
            }
          }
        }
      }
    }
  }
`;

export interface PhoneMeet {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly direction: string;
  readonly missedReason: string | null;
  readonly phone: { readonly customerNumber: string | null; readonly onHold: boolean };
  readonly rings: readonly { readonly outcome: string; readonly person: { readonly id?: string } }[] | null;
  readonly participants: readonly {
    readonly leftAt: string | null;
    readonly leaveReason: string | null;
    readonly person: { readonly __typename: string };
  }[];
}
