const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const STEPS_S = [
  1,
  2,
  5,
  10,
  15,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export interface TimeTick {
  readonly timeS: number;
  readonly label: string;
}

/** Ticks at round instants of UTC between two times [Unix s], about `wanted` of them, each with its words. */
export function timeTicks(fromS: number, untilS: number, wanted = 7): TimeTick[] {
  if (!(untilS > fromS) || !Number.isFinite(untilS - fromS)) return [];
  const spanS = untilS - fromS;
  if (spanS / wanted > 20 * DAY) return monthTicks(fromS, untilS, wanted);
  const stepS = STEPS_S.find((step) => spanS / step <= wanted + 0.5) ?? 14 * DAY;
  const ticks: TimeTick[] = [];
  for (let timeS = Math.ceil(fromS / stepS) * stepS; timeS <= untilS; timeS += stepS)
    ticks.push({ timeS, label: labelOf(timeS, stepS) });
  return ticks;
}

function labelOf(timeS: number, stepS: number): string {
  const iso = new Date(timeS * 1000).toISOString();
  if (stepS >= DAY || timeS % DAY === 0) return dayWords(timeS).replace(/ \d{4}$/, "");
  return stepS < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
}

function monthTicks(fromS: number, untilS: number, wanted: number): TimeTick[] {
  const first = new Date(fromS * 1000);
  const last = new Date(untilS * 1000);
  const months = (date: Date) => 12 * date.getUTCFullYear() + date.getUTCMonth();
  const every = [1, 2, 3, 6, 12, 24, 60, 120].find(
    (step) => (months(last) - months(first)) / step <= wanted,
  )!;
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(months(first) / (every ?? 120)) * (every ?? 120); ; at += every ?? 120) {
    const [year, month] = [Math.floor(at / 12), at % 12];
    const timeS = Date.UTC(year, month, 1) / 1000;
    if (timeS > untilS) return ticks;
    if (timeS >= fromS) ticks.push({ timeS, label: month === 0 ? `${year}` : MONTHS[month]! });
  }
}

/** "11 Feb 2023" in UTC. */
export function dayWords(timeS: number): string {
  const date = new Date(timeS * 1000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
