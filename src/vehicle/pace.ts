/** What holds where a vehicle file says nothing. */
export const DEFAULT_FRAME_PERIOD_S = 10;
export const DEFAULT_SILENCE_S = 15;
export const DEFAULT_LEARNING_S = 3600;
export const DEFAULT_MEAN_TIME_BETWEEN_FALSE_ALARMS_S = 365.25 * 86_400;

/** What is wrong with a fast frame beside a slow one, both in seconds; null where two or more whole fast ones make a slow one. */
export function fastFrameProblem(fastS: number, slowS: number): string | null {
  const frames = slowS / fastS;
  if (frames > 1.5 && Math.abs(frames - Math.round(frames)) < 1e-9 * frames) return null;
  return `is ${fastS} s, and a frame of ${slowS} s is not two or more whole ones of it; write a whole part of the frame, such as ${slowS / 10} s`;
}
