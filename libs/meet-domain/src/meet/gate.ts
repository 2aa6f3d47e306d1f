/** The names of the guards, as clients read them in `reasons`. */
export type GuardName =
  | 'SETTING_OFF'
  | 'NO_ASSIGNEE'
  | 'INPUT_CLOSED'
  | 'EXTERNAL_MESSENGER'
  | 'PLAN_REQUIRED'
  | 'SEAT_REQUIRED'
  | 'NOT_A_MEMBER'
  | 'CLIENT_UNSUPPORTED'
  | 'SCREEN_SHARE_UNSUPPORTED'
  | 'CUSTOMER_BLOCKED'
  | 'KIND_NOT_ALLOWED'
  | 'FEATURE_NOT_AVAILABLE'
  | 'MANAGERS_ONLY'
  | 'ROLE_NOT_ALLOWED'
  | 'NOT_RUNG'
  | 'NOT_THE_CALLER';
