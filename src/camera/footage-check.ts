import type { Background } from "./background.ts";
import type { FootageFinding } from "./camera-finding.ts";
import type { GreyFrame } from "./frame.ts";

type Problem = FootageFinding["problem"];

/** What a thinned look at the picture tells: its mean, its spread, and whether it repeats the one before. */
export interface FootageLook {
  readonly mean: number;
  readonly spread: number;
  readonly checksum: number;
}

export function lookAt({ pixels }: GreyFrame): FootageLook {
  const step = Math.max(1, Math.floor(pixels.length / 5003));
  let [sum, squares, n, checksum] = [0, 0, 0, 0];
  for (let i = 0; i < pixels.length; i += step) {
    const v = pixels[i]!;
    sum += v;
    squares += v * v;
    checksum = (Math.imul(checksum, 31) + Math.round(v * 16)) | 0;
    n++;
  }
  const mean = sum / n;
  return { mean, spread: Math.sqrt(Math.max(0, squares / n - mean * mean)), checksum };
}

/** How long each problem has lasted, in frames, and whether it has been told. */
export interface FootageState {
  last: FootageLook | null;
  readonly lasting: Partial<Record<Problem, number>>;
  readonly told: Set<Problem>;
}

export const noFootage = (): FootageState => ({ last: null, lasting: {}, told: new Set() });

const MESSAGES: Partial<Record<Problem, string>> = {
  black: "the picture is black: nothing can be seen",
  white: "the picture is white: nothing can be seen",
  frozen: "the same picture keeps coming: the feed is frozen",
  snow: "the picture is full of spots that follow no path: a bad downlink",
};

/** Frames that a state must last before it is told, and must be gone before that is told. */
const PATIENCE: Partial<Record<Problem, number>> = { black: 5, white: 5, frozen: 10, snow: 8 };

/** Updates what is wrong with the footage and returns what is new: [problem, active, message]. */
export function checkFootage(
  state: FootageState,
  look: FootageLook,
  background: Background,
  manner: { readonly detections: number; readonly linkedPart: number },
): [Problem, boolean, string][] {
  const dull = look.spread < 3;
  const now: Partial<Record<Problem, boolean>> = {
    black: look.mean < 6 && dull && manner.detections < 3,
    white: look.mean > 249 && dull,
    frozen: state.last !== null && state.last.checksum === look.checksum && look.spread > 0.5,
    snow: manner.detections > 60 && manner.linkedPart < 0.15 && background.frames > 4,
  };
  state.last = look;
  const news: [Problem, boolean, string][] = [];
  for (const [name, holds] of Object.entries(now)) {
    const problem = name as Problem;
    const limit = PATIENCE[problem]!;
    const count = Math.max(0, Math.min(limit, (state.lasting[problem] ?? 0) + (holds ? 1 : -1)));
    state.lasting[problem] = count;
    if (count >= limit && !state.told.has(problem)) {
      state.told.add(problem);
      news.push([problem, true, MESSAGES[problem]!]);
    } else if (count === 0 && state.told.has(problem)) {
      state.told.delete(problem);
      news.push([problem, false, `over: ${MESSAGES[problem]}`]);
    }
  }
  return news;
}
