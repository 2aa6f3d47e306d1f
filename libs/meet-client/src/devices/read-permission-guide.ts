import type { Answer, Api } from '../api.ts';
import { type DescribedClient, describeClient } from '../describe-client.ts';
import { type Device, ReadPermissionGuide } from '../generated/operations.ts';

/** What to do where a device was refused, a step at a time. */
export interface PermissionGuide {
  readonly title: string;
  readonly steps: readonly string[];
}

export interface GuideWanted {
  readonly device: Device;
  /** As `navigator.language`, which it is where none is given. */
  readonly locale?: string;
  /** This browser, where none is given; apps say themselves what they are. */
  readonly described?: DescribedClient;
}

/** R36: the guide for this client, device and language. Never rejects. */
export async function readPermissionGuide(
  api: Pick<Api, 'run'>,
  { device, locale = navigator.language, described = describeClient() }: GuideWanted,
): Promise<Answer<PermissionGuide>> {
  const { client, os } = described;
  const answer = await api.run(ReadPermissionGuide, { client, device, os, locale });
  return answer.ok ? { ok: true, data: answer.data.permissionGuide } : answer;
}
