import type { ForecastAnswer } from "../../../src/service/contract.ts";
import { decimalsOf, duration } from "../words/format.ts";
import { type ReaderUnits, type Turned, turnedFor } from "../words/units.ts";

export type Alternative = ForecastAnswer["alternatives"][number];
export type Alarm = Alternative["alarms"][number];
export type Curve = Alternative["curves"][number];

/** How a quantity in SI is shown in the reader's units; shares as per cent. */
export function shownIn(unit: string, units: ReaderUnits): Turned {
  if (unit !== "1") return turnedFor(unit, units);
  const percent = (value: number): number => 100 * value;
  return { unit: "%", of: percent, differenceUnit: "%", ofDifference: percent };
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "instrument/structure-temperature" as "Instrument, structure temperature". */
export const quantityName = (name: string): string =>
  capital(name.replaceAll("/", ", ").replaceAll("-", " ").replaceAll(".", " "));

/** The name of a predicted alarm as people read it: three digits of its bound, in the reader's unit. */
export function alarmName(name: string, units: ReaderUnits): string {
  const bound = / (above|below) (-?[\d.]+) ?(\S*)$/.exec(name);
  const what = quantityName((bound === null ? name : name.slice(0, bound.index)).replace(": ", ", "));
  if (bound === null) return what;
  const turned = turnedFor(bound[3]!, units);
  const value = turned.of(Number(bound[2]));
  const figure = String(Number(value.toPrecision(Math.abs(value) >= 100 ? 4 : 3)));
  return `${what} ${bound[1]} ${figure} ${turned.unit}`;
}

/** Quantities that a person looks at first: those with a limit, and the air of compartments. */
export function firstQuantities({ alternatives }: ForecastAnswer): string[] {
  const rank = ({ unit, limits }: Curve): number => (unit === "Pa" ? 2 : 0) + (limits.length > 0 ? 0 : 1);
  return alternatives[0]!.curves
    .filter(({ name, limits }) => limits.length > 0 || /^[^/]+\/(temperature|humidity)$/.test(name))
    .sort((a, b) => rank(a) - rank(b))
    .map(({ name }) => name);
}

/** "in 3 h 40 min", "so already", "so already in 1 of 100", "not within 72 h". */
export function whenWords({ whenS, already, members }: Alarm, horizonS: number, sound: number): string {
  if (members === 0 || whenS === null) return `not within ${duration(horizonS)}`;
  if (already === members) return members < sound / 2 ? `so already in ${members} of ${sound}` : "so already";
  return whenS.median < 60 ? "at once" : `in ${duration(whenS.median)}`;
}

/** "19 h to 25 h" or nothing where there is no width. */
export function whenBand({ whenS, already, members }: Alarm): string {
  if (whenS === null || already === members || whenS.p05 === whenS.p95) return "";
  return `${duration(whenS.p05)} to ${duration(whenS.p95)}`;
}

const two = (share: number): string => decimalsOf(share, 2);

/** A share where members are open says little: then the interval stands alone. */
const MOST_OPEN = 0.1;

/** "probability 0.93, 0.85 to 0.98". */
export function chanceWords({ probability, unknown }: Alarm, sound: number): string {
  const band = `${two(probability.p05)} to ${two(probability.p95)}`;
  if (probability.estimate === null || unknown > MOST_OPEN * sound)
    return `probability ${band}; ${unknown} members ended before`;
  return `probability ${two(probability.estimate)}, ${band}`;
}

/** A shift below this is less than the instants of a fan are apart [s]. */
const TOLD_FROM_S = 30;

const signed = (lengthS: number): string => (lengthS < 0 ? `\u2212${duration(-lengthS)}` : duration(lengthS));

/** What a what-if does to an alarm, member by member; null for the first alternative. */
export function differenceWords({ difference }: Alarm): string | null {
  if (difference === undefined) return null;
  const { laterS, avoided, caused, members } = difference;
  const parts: string[] = [];
  if (avoided > 0)
    parts.push(avoided === members ? "avoided in all members" : `avoided in ${avoided} of ${members}`);
  if (caused > 0) parts.push(`caused in ${caused} of ${members}`);
  if (laterS !== null && (Math.abs(laterS.p05) >= TOLD_FROM_S || Math.abs(laterS.p95) >= TOLD_FROM_S)) {
    const { median, p05, p95 } = laterS;
    const way = median >= 0 ? "later" : "sooner";
    const [low, high] = median >= 0 ? [p05, p95] : [-p95, -p05];
    parts.push(`${way} by ${signed(Math.abs(median))}, ${signed(low)} to ${signed(high)}`);
  }
  return parts.length === 0 ? "no difference" : parts.join(", ");
}

/** The alarm that a director asks about first: what is not so yet, likeliest, soonest. */
export function worstAlarm({ alternatives }: ForecastAnswer): Alarm | null {
  const coming = alternatives[0]!.alarms.filter(({ members, already }) => members > 0 && already < members);
  const chance = ({ probability }: Alarm): number => probability.estimate ?? probability.p05;
  const weight = (alarm: Alarm): number => (alarm.kind === "limit" || alarm.kind === "alarm" ? 1 : 0);
  return (
    [...coming].sort(
      (a, b) =>
        Number(chance(b) >= 0.05) - Number(chance(a) >= 0.05) ||
        weight(b) - weight(a) ||
        (a.whenS?.median ?? 0) - (b.whenS?.median ?? 0),
    )[0] ?? null
  );
}
