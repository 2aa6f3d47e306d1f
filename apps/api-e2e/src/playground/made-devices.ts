import type { BrowserContext } from 'playwright-core';
import { until } from './perceiving.ts';
import type { PlayedWindow } from './played-window.ts';

/**
 * From the next page of this context on, its microphone hears nothing but white noise, and its camera sees nobody before a wall of small tiles
 * that moves: what a suppression has to take away, and a blur to blur.
 */
export const makeDevices = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const [WIDTH, HEIGHT, TILE_PX, FRAMES_PER_S] = [640, 360, 16, 10];
    const noise = (): MediaStream => {
      const context = new AudioContext();
      const buffer = context.createBuffer(1, context.sampleRate * 5, context.sampleRate);
      const samples = buffer.getChannelData(0);
      for (let at = 0; at < samples.length; at += 1) samples[at] = (Math.random() - 0.5) * 0.4;
      const [source, out] = [context.createBufferSource(), context.createMediaStreamDestination()];
      Object.assign(source, { buffer, loop: true });
      source.connect(out);
      source.start();
      return out.stream;
    };
    const wall = (): MediaStream => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [WIDTH, HEIGHT];
      const pen = canvas.getContext('2d');
      let shift = 0;
      const draw = (): void => {
        shift = (shift + 4) % (2 * TILE_PX);
        for (let x = 0; x < WIDTH; x += TILE_PX) {
          for (let y = 0; y < HEIGHT; y += TILE_PX) {
            if (pen) pen.fillStyle = (x + y) % (2 * TILE_PX) === 0 ? '#fff' : '#000';
            pen?.fillRect(x, y - shift, TILE_PX, TILE_PX);
          }
        }
      };
      setInterval(draw, 1_000 / FRAMES_PER_S);
      return canvas.captureStream(FRAMES_PER_S);
    };
    MediaDevices.prototype.getUserMedia = async ({ audio } = {}) => (audio ? noise() : wall());
  });

/** How much neighbouring points of the picture in that part differ, from 0 to 255; 0 where there is none. */
export const sharpnessOf = ({ page }: PlayedWindow, selector: string): Promise<number> =>
  page
    .locator(`${selector} video`)
    .first()
    .evaluate((video) => {
      const [width, height] = [320, 180];
      const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      pen?.drawImage(video as HTMLVideoElement, 0, 0, width, height);
      const { data } = pen?.getImageData(0, 0, width, height) ?? { data: [] };
      let difference = 0;
      for (let at = 4; at < data.length; at += 4) difference += Math.abs((data[at] ?? 0) - (data[at - 4] ?? 0));
      return difference / (data.length / 4);
    });

/** Waits until the picture is so sharp; answers how sharp it is. */
export const untilSharp = (
  window: PlayedWindow,
  selector: string,
  what: string,
  isSo: (sharpness: number) => boolean,
): Promise<number> => until(`a picture of ${selector} that is ${what}`, () => sharpnessOf(window, selector), isSo);
