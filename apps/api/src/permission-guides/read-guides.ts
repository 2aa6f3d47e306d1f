import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { GUIDE_KEYS, type GuideKey } from './guide-key.ts';

export type Device = 'MICROPHONE' | 'CAMERA' | 'SCREEN';
/** The system that a browser runs on, which a browser's name does not tell. */
export type OperatingSystem = 'WINDOWS' | 'MAC' | 'IOS' | 'ANDROID' | 'OTHER';
export type GuideLocale = 'ko' | 'en';

/** A step as the files hold it; `os` names the one system it is meant for, and the text names it too. */
export interface GuideStep {
  readonly os: OperatingSystem | null;
  readonly text: string;
}
export interface StoredGuide {
  readonly title: string;
  /** Which article it was taken from, or `added`. */
  readonly source: 'S1' | 'S2' | 'added';
  readonly steps: readonly GuideStep[];
}
/** One locale's file. */
export type GuideFile = Readonly<Record<GuideKey, Readonly<Record<Device, StoredGuide>>>>;

const filled = z.string().trim().min(1);
const guide = z.strictObject({
  title: filled,
  source: z.enum(['S1', 'S2', 'added']),
  steps: z
    .array(z.strictObject({ os: z.enum(['WINDOWS', 'MAC', 'IOS', 'ANDROID', 'OTHER']).nullable(), text: filled }))
    .min(1),
});
const file = z.strictObject({
  locale: filled,
  sources: z.record(z.string(), filled),
  guides: z.record(z.enum(GUIDE_KEYS), z.strictObject({ MICROPHONE: guide, CAMERA: guide, SCREEN: guide })),
});

/** One locale's guides, from `assets/permission-guides`: the same place from `src` and from `dist`. */
export async function readGuides(locale: GuideLocale): Promise<GuideFile> {
  const path = new URL(`../../assets/permission-guides/${locale}.json`, import.meta.url);
  return file.parse(JSON.parse(await readFile(path, 'utf8'))).guides;
}
