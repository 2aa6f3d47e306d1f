import type { Api } from '../api.ts';
import type { ClientInput } from '../generated/operations.ts';
import { type Platform, thisPlatform } from '../platform.ts';
import { followMediaSignals } from './follow-media-signals.ts';
import type { MediaOutcome } from './media-outcome.ts';
import { MediaSession } from './media-session.ts';
import type { MediaState, MeetMedia } from './meet-media.ts';
import { watchQuality } from './watch-quality.ts';
import { openWebRtcLink } from './webrtc-link.ts';

export interface MeetMediaOptions {
  readonly api: Api;
  /** A meet that this person is in: see `AcceptMeet` and `JoinMeet`. */
  readonly meetId: string;
  /** How this page names itself; the same as in its other operations. */
  readonly deviceId: string;
  /** As `describeClient` says (R24). */
  readonly client?: ClientInput | null;
  /**
   * The microphone is off before anything is sent, and the meet says so (R34). A manager's own setting `muteOnJoin` holds without it: the
   * meet has it from the coming in.
   */
  readonly mutedOnJoin?: boolean;
  /** Called after every change, with all there is. */
  readonly onChange?: (state: MediaState) => void;
  readonly platform?: Platform;
}

export type JoinedMedia = MediaOutcome<MeetMedia>;

/** Opens the media of a meet, receives all there is, and goes on so until `close` or the person is in no more. */
export async function joinMedia(options: MeetMediaOptions): Promise<JoinedMedia> {
  const { api, meetId, deviceId, client = null, mutedOnJoin = false, onChange, platform = thisPlatform } = options;
  return MediaSession.open({
    seat: { api, meetId, deviceId, client },
    ...{ mutedOnJoin, onChange: onChange ?? (() => undefined), platform, openLink: openWebRtcLink },
    watch: watchQuality(platform),
    follow: (signal) => followMediaSignals({ ...api.connection, meetId, deviceId, signal, platform }),
  });
}
