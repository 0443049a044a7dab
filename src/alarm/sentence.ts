import type { Finding, LeakFinding } from "../watch/finding.ts";

/** Where an alarm is, in words. */
export interface LoopPlace {
  readonly id: string;
  readonly name: string;
  readonly carrier: string;
}

/** A leak, in one sentence: what, where, since, what it is not. */
export function leakSentence(leak: LeakFinding, place: LoopPlace): string {
  if (leak.change?.kind === "grew")
    return `Coolant leak has grown: ${where(place)}, since about ${clock(leak.change.sinceS)} UTC; ${whatItIsNot(leak)}.`;
  const what = leak.phase === "confirmed" ? "Coolant leak confirmed" : "Coolant leak suspected";
  const { medianS, p05S, p95S } = leak.onset;
  const day = clock(medianS).slice(0, 10);
  const [from, to] = [p05S, p95S].map((timeS) => clock(timeS).replace(`${day} `, ""));
  const band = from === to ? "" : ` (${from} to ${to})`;
  return `${what}: ${where(place)}, since about ${clock(medianS)} UTC${band}; ${whatItIsNot(leak)}.`;
}

/** A loop that cannot be judged. */
export function blindSentence(timeS: number, reason: string, place: LoopPlace): string {
  return `Blind: ${where(place)}, since ${clock(timeS)} UTC, ${plain(reason)}; not a sign that the loop is tight.`;
}

/** A loop that has not been judged for so long that somebody should plan for it. */
export function longBlindSentence(sinceS: number, place: LoopPlace): string {
  return `Blind for long: ${where(place)}, since ${clock(sinceS)} UTC; not a sign that the loop is tight.`;
}

/** All loops of a run silent at once: one cause, not one leak each. */
export function sourceSentence(timeS: number, loops: number): string {
  return `Source lost: no loop of ${loops} can be judged, since ${clock(timeS)} UTC; not ${loops} faults, and not a sign that any loop is tight.`;
}

export function faultSentence(fault: Extract<Finding, { type: "fault" }>, place: LoopPlace): string {
  return `Sensor fault: ${fault.channel} of ${where(place)}, since ${clock(fault.timeS)} UTC, ${plain(fault.problem)}; not a leak by itself.`;
}

/** What a leak's sentence comes down to: as long as it is the same, other figures are no news to who has read it. */
export function leakGist(leak: LeakFinding): string {
  const rival = strongestRival(leak);
  return rival === null ? leak.phase : `${leak.phase} ${rival.name} ${rival.isExcluded}`;
}

/** From these odds on the strongest other explanation is called excluded. */
const EXCLUDED_ODDS = 10;

function strongestRival(leak: LeakFinding): { name: string; odds: number; isExcluded: boolean } | null {
  const undecided = leak.undecided ?? [];
  const rivals = Object.entries(leak.odds).filter(
    ([name, odds]) => Number.isFinite(odds) && odds > 0 && !undecided.includes(name),
  );
  const strongest = rivals.sort(([, a], [, b]) => a - b)[0];
  if (strongest === undefined) return null;
  const [name, odds] = strongest;
  return { name, odds, isExcluded: odds >= EXCLUDED_ODDS };
}

function whatItIsNot(leak: LeakFinding): string {
  const unconfirmed = leak.phase === "suspected" ? "not confirmed yet" : null;
  const rival = strongestRival(leak);
  if (rival === null) return unconfirmed ?? "other explanations have not been weighed";
  const { name, odds, isExcluded } = rival;
  const against = isExcluded
    ? `not ${name} (${spelled(odds)} : 1 against)`
    : `${name} not excluded (${spelled(odds)} : 1)`;
  return unconfirmed === null ? against : `${unconfirmed}; ${against}`;
}

/** Odds beyond a million say no more than that. */
function spelled(odds: number): string {
  return odds >= 1e6 ? "above a million" : twoDigits(odds);
}

function where(place: LoopPlace): string {
  return place.name.includes(place.carrier) ? place.name : `${place.name} of ${place.carrier}`;
}

function plain(text: string): string {
  return text.replace(/[.\s]+$/, "");
}

function twoDigits(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString("en-US", { maximumFractionDigits: 2 });
}

/** Time of day, with the date: an alarm can be older than a day. */
function clock(timeS: number): string {
  const date = new Date(timeS * 1000);
  if (Number.isNaN(date.getTime())) return "an unknown time";
  const iso = date.toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
