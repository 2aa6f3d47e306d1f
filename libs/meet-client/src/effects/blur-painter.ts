import type { GaussianBlurBackgroundProcessor } from '@twilio/video-processors';

/** How far the background is blurred, in pixels. */
export const BLUR_RADIUS_PX = 15;
/** How far the mask around people is softened, in pixels: without a graphics card this takes longer than all the rest, and is left out. */
export const MASK_BLUR_RADIUS_PX = 8;
/**
 * How many lines a picture has at most where it is drawn without a graphics card, whose place the processor takes: larger ones are made
 * smaller, so that there are several times as many of them a second. With a card there is no such end.
 */
export const LINES_WITHOUT_CARD = 180;
/** How long the library and its model may take to come and to start. */
export const BLUR_LOAD_LIMIT_MS = 30_000;
/** What renderers are called that have no card: Chromium's, Mesa's, Windows's. */
const DRAWN_BY_PROCESSOR = /swiftshader|llvmpipe|softpipe|software|basic render/i;
/** What it takes; the library itself would wait for ever for a worker that is not there. */
const FILES = ['twilio-gaussian-blur-background-processor-pipeline-worker.js', 'selfie_segmentation_landscape.tflite'];

/** Draws one camera's frames anew, blurred. */
export class BlurPainter {
  readonly #processor: GaussianBlurBackgroundProcessor;
  readonly #mostLines: number;
  readonly #canvas = document.createElement('canvas');
  readonly #small = new OffscreenCanvas(1, 1);
  #hasDrawn = false;

  constructor(processor: GaussianBlurBackgroundProcessor, mostLines: number) {
    this.#processor = processor;
    this.#mostLines = mostLines;
    // The library takes the context that a canvas has already; this one takes a whole picture at once.
    this.#canvas.getContext('bitmaprenderer');
  }

  /** The frame anew, for the caller to close; the one that is given is closed here. Null for the first. Rejects where the library fails. */
  readonly paint = async (source: VideoFrame): Promise<VideoFrame | null> => {
    const frame = this.#notTooLarge(source);
    const { timestamp, displayWidth, displayHeight } = frame;
    if (this.#canvas.width !== displayWidth) this.#canvas.width = displayWidth;
    if (this.#canvas.height !== displayHeight) this.#canvas.height = displayHeight;
    await this.#processor.processFrame(frame, this.#canvas).finally(() => frame.close());
    // The library draws from its second frame on, and a camera's first would be sent as a black one.
    const isFirst = !this.#hasDrawn;
    this.#hasDrawn = true;
    return isFirst ? null : new VideoFrame(this.#canvas, { timestamp });
  };

  /** The same picture, or one as large as may be in its place. */
  #notTooLarge(frame: VideoFrame): VideoFrame {
    const { timestamp, displayWidth, displayHeight } = frame;
    if (displayHeight <= this.#mostLines) return frame;
    // Even, as video codecs have it.
    const width = 2 * Math.round((displayWidth * this.#mostLines) / displayHeight / 2);
    if (this.#small.width !== width) [this.#small.width, this.#small.height] = [width, this.#mostLines];
    this.#small.getContext('2d')?.drawImage(frame, 0, 0, width, this.#mostLines);
    frame.close();
    return new VideoFrame(this.#small, { timestamp });
  }
}

/** Painters that have nothing to do, by folder: the library lets go of no worker, so as many are made as paint at one time. */
const idle = new Map<string, BlurPainter[]>();

export async function takePainter(assetsUrl: string): Promise<BlurPainter> {
  const rested = idle.get(assetsUrl)?.pop();
  if (rested) return rested;
  const hasCard = hasGraphicsCard();
  return new BlurPainter(await loadedProcessor(assetsUrl, hasCard), hasCard ? Infinity : LINES_WITHOUT_CARD);
}

export function putBackPainter(assetsUrl: string, painter: BlurPainter): void {
  idle.set(assetsUrl, [...(idle.get(assetsUrl) ?? []), painter]);
}

async function loadedProcessor(assetsPath: string, hasCard: boolean): Promise<GaussianBlurBackgroundProcessor> {
  const limit = AbortSignal.timeout(BLUR_LOAD_LIMIT_MS);
  await Promise.all(FILES.map((file) => mustBeThere(new URL(file, assetsPath), limit)));
  const { GaussianBlurBackgroundProcessor: Processor } = await import('@twilio/video-processors');
  const maskBlurRadius = hasCard ? MASK_BLUR_RADIUS_PX : 0;
  const processor = new Processor({ assetsPath, blurFilterRadius: BLUR_RADIUS_PX, maskBlurRadius });
  await Promise.race([processor.loadModel(), lateness(limit)]);
  return processor;
}

/** Made where it is waited for: a rejection that nobody waits for is an error of the page's. */
const lateness = (limit: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const fail = (): void => reject(new Error(`the blur did not start in ${BLUR_LOAD_LIMIT_MS} ms`));
    if (limit.aborted) fail();
    else limit.addEventListener('abort', fail);
  });

/**
 * A browser without one draws by the processor, which it should call a major performance caveat (WebGL specification, 5.2), and
 * Chromium does not always do; so its renderer is asked for its name too.
 */
function hasGraphicsCard(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return !DRAWN_BY_PROCESSOR.test(String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)));
}

async function mustBeThere(url: URL, signal: AbortSignal): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'HEAD', signal });
  if (!ok) throw new Error(`${url.href} is not served (${status}): copy the library's files there`);
}
