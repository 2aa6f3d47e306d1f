import type { ManagerMeetSettingsChange } from '@meets/meet-domain';
import { Field, ID, InputType } from '@nestjs/graphql';
import { IsHostId } from './constraints.ts';

@InputType({ description: 'R34. What is left out stays as it is; null clears it.' })
export class MyMeetSettingsInput {
  @IsHostId()
  @Field(() => ID, { nullable: true, description: "As the manager's browser names it." })
  readonly microphoneId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly cameraId?: string | null;

  @IsHostId()
  @Field(() => ID, { nullable: true })
  readonly speakerId?: string | null;

  @Field(() => Boolean, { nullable: true })
  readonly muteOnJoin?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  readonly backgroundBlur?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  readonly noiseSuppression?: boolean | null;
}

/** Keeps apart what was left out and what is null. */
export const settingsChangeOf = (input: MyMeetSettingsInput): ManagerMeetSettingsChange => ({
  ...(input.microphoneId !== undefined && { microphoneId: input.microphoneId }),
  ...(input.cameraId !== undefined && { cameraId: input.cameraId }),
  ...(input.speakerId !== undefined && { speakerId: input.speakerId }),
  ...(input.muteOnJoin !== undefined && { muteOnJoin: input.muteOnJoin }),
  ...(input.backgroundBlur !== undefined && { backgroundBlur: input.backgroundBlur }),
  ...(input.noiseSuppression !== undefined && { noiseSuppression: input.noiseSuppression }),
});
