/** What providers are injected by where an interface cannot be. Each is bound once, in `app.module.ts`. */
export const CONFIG = Symbol('Config');
export const COMMANDS = Symbol('Commands');
export const READ_MODEL = Symbol('ReadModel');
/** `DevelopmentTokens`, or null outside development mode. */
export const DEVELOPMENT_TOKENS = Symbol('DevelopmentTokens');
/** `PlayedTelephones`, or null where a carrier brings telephones, or nobody does. */
export const PLAYED_TELEPHONES = Symbol('PlayedTelephones');
export const MEET_CHAT = Symbol('MeetChat');
export const READINESS = Symbol('Readiness');
export const METRICS = Symbol('Metrics');
export const LINK_TOKENS = Symbol('LinkTokens');
export const PERMISSION_GUIDES = Symbol('PermissionGuides');
/** `MediaBridge`, or null where this process carries no media. */
export const MEDIA_BRIDGE = Symbol('MediaBridge');
export const MEET_MEDIA = Symbol('MeetMedia');
export const MEDIA_SIGNALS = Symbol('MediaSignals');
