import { clock, clockShort, day } from "../words/format.ts";

const stepsS = [
  1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
  1_209_600, 2_592_000, 7_776_000, 31_536_000,
];

/** Round instants, whole multiples of a round step in UTC, so many that each label has `roomPx` to itself. */
export function timeTicks(fromS: number, toS: number, widthPx: number, roomPx = 88): readonly number[] {
  const most = Math.max(1, Math.floor(widthPx / roomPx));
  const step = stepsS.find((candidate) => (toS - fromS) / candidate <= most) ?? stepsS.at(-1)!;
  const ticks: number[] = [];
  for (let tick = Math.ceil(fromS / step) * step; tick <= toS && ticks.length < 1000; tick += step)
    ticks.push(tick);
  return ticks;
}

/** "09:40"; the day where a day begins; seconds where the ticks are finer than a minute. */
export function tickWords(timeS: number, stepS: number): string {
  if (timeS % 86_400 === 0 || stepS >= 86_400) return day(timeS);
  return stepS < 60 ? clock(timeS) : clockShort(timeS);
}
