import { type Column, type Html, html, table } from "./html.ts";
import {
  clockWords,
  emptyWords,
  holeSized,
  joined,
  leftSized,
  minuteWords,
  onsetBand,
  rateWords,
  secondsOf,
} from "./leak-words.ts";
import type { ReportCase } from "./report-case.ts";
import { signalFigures } from "./signal-plots.ts";
import { stateWord } from "./status.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { duration } from "./words.ts";

/** What the watch saw: signals, how the numbers came in, the other loops, the timeline. */
export function evidenceSection(report: ReportCase): Html | null {
  const subject = subjectOf(report);
  if (subject === null) return null;
  return html`<section id="evidence"><h2>Evidence: what the watch saw</h2>
${signalFigures(subject)}
${estimates(subject)}
${unavailable(subject)}
${loops(report)}
${timeline(report)}</section>`;
}

function estimates({ watched, leak }: Subject): Html | null {
  if (leak === null) return null;
  const startS = onsetBand(leak).median;
  return html`<div class="wide">${table(
    "How the numbers came in, each from nothing later than its time; medians with 90 % bands",
    [
      { head: "time, UTC", className: "nowrap" },
      { head: "after onset", className: "nowrap" },
      { head: "phase", className: "nowrap" },
      { head: "rate" },
      { head: "hole", className: "nowrap" },
      { head: "left", className: "nowrap" },
      { head: "empty" },
    ],
    watched.estimates.map((estimate) => [
      clockWords(estimate.timeS, startS),
      duration(estimate.timeS - startS),
      estimate.phase,
      rateWords(estimate, watched.loop),
      joined(holeSized(estimate)),
      joined(leftSized(estimate)),
      emptyWords(estimate),
    ]),
  )}</div>`;
}

const KEYS: Readonly<Record<string, string>> = {
  rateKgPerS: "rate in mass",
  holeDiameterM: "hole",
  inventoryKg: "coolant left",
  timeToEmptyS: "time to empty",
};

function unavailable({ leak }: Subject): Html | null {
  if (leak === null) return null;
  const rows = Object.entries(leak.unavailable);
  if (leak.place.length === 0) rows.push(["place", "this telemetry does not tell one segment from another"]);
  return html`<h3>What this telemetry cannot say</h3><ul class="brief">${rows.map(
    ([key, why]) => html`<li>${KEYS[key] ?? key}: ${why}</li>`,
  )}</ul>`;
}

function loops({ watched }: ReportCase): Html {
  const columns: Column[] = [
    { head: "loop" },
    { head: "state at the end" },
    { head: "channel", className: "nowrap" },
    { head: "watched, UTC" },
    { head: "without data", number: true },
    { head: "confirms at", number: true },
  ];
  const silent = watched!.document.loops.filter((loop) => loop.watched === null);
  return html`<div class="wide">${table(
    "All loops of the watch",
    columns,
    watched!.document.loops.flatMap((loop, i) => {
      if (loop.watched === null) return [];
      const { buckets } = watched!.loops[i]!.trace;
      const dark = buckets.reduce(
        (sum, { startS, endS, measured }) => sum + (Number.isNaN(measured) ? endS - startS : 0),
        0,
      );
      return [
        [
          loop.name,
          stateWord(loop.finalState),
          loop.inventoryChannel,
          `${minuteWords(secondsOf(loop.watched.from))} to ${minuteWords(secondsOf(loop.watched.until))}`,
          duration(dark),
          `${loop.thresholds.confirmNat.toFixed(1)}\u2009nat`,
        ],
      ];
    }),
  )}</div>${
    silent.length === 0
      ? null
      : html`<p class="small">Described but without a report in this source, so not watched: ${silent.map(({ name }) => name).join(", ")}.</p>`
  }`;
}

const ENTRIES = 40;

function timeline({ watched }: ReportCase): Html {
  // Going blind is told with its end, and a leak's phase with the state that it brings.
  const heard = new Set(watched!.document.loops.filter((loop) => loop.watched !== null).map(({ id }) => id));
  const entries = watched!.document.timeline.filter(
    (entry) =>
      heard.has(entry.loop) &&
      entry.kind !== "leak" &&
      !(entry.kind === "state" && (entry.to === "blind" || entry.from === "blind")),
  );
  // Gaps of telemetry are many and alike: verdicts come first, then as many of the rest as fit.
  const weight = (kind: string) => (kind === "state" ? 0 : kind === "oddity" ? 1 : 2);
  const kept = entries
    .map((entry, i) => ({ entry, i }))
    .sort((a, b) => weight(a.entry.kind) - weight(b.entry.kind) || a.i - b.i)
    .slice(0, ENTRIES)
    .sort((a, b) => a.i - b.i);
  const left = entries.length - kept.length;
  const names = new Map(watched!.loops.map(({ loop: { id, name } }) => [id, name]));
  return html`<div class="wide">${table(
    "Timeline of the watch, UTC",
    [{ head: "time", className: "nowrap" }, { head: "loop" }, { head: "what" }],
    together(kept.map(({ entry }) => entry)).map((group) => [
      minuteWords(secondsOf(group[0]!.time)),
      group.length > 2
        ? `${group.length} loops`
        : group.map(({ loop }) => names.get(loop) ?? loop).join(", "),
      group.length === 1 ? wordsOf(group[0]!) : sharedWords(group),
    ]),
  )}</div>${left === 0 ? null : html`<p class="small">${left} further entries, gaps of telemetry, are in the incident document.</p>`}`;
}

type Entry = NonNullable<ReportCase["watched"]>["document"]["timeline"][number];

/** What befell several loops within the same minute in the same way is one row: a lost link is one event, not as many as loops. */
function together(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = [];
  const alike = (entry: Entry) =>
    entry.kind === "blind"
      ? "blind"
      : entry.kind === "state"
        ? `${entry.from} ${entry.to} ${entry.reason}`
        : null;
  for (const entry of entries) {
    const minute = minuteWords(secondsOf(entry.time));
    const group = groups.findLast(
      (each) => minuteWords(secondsOf(each[0]!.time)) === minute && alike(each[0]!) === alike(entry),
    );
    if (group === undefined || alike(entry) === null) groups.push([entry]);
    else group.push(entry);
  }
  return groups;
}

function sharedWords(group: readonly Entry[]): string {
  const first = group[0]!;
  if (first.kind !== "blind") return wordsOf(first);
  const ends = group.map((entry) => (entry.kind === "blind" ? entry.until : null));
  const last = ends.some((end) => end === null) ? null : ends.reduce((a, b) => (a! > b! ? a : b))!;
  return `blind, the longest until ${last === null ? "the end" : clockWords(secondsOf(last), secondsOf(first.time))}: no usable reports`;
}

function wordsOf(entry: Entry): string {
  switch (entry.kind) {
    case "state":
      return `${entry.from} to ${entry.to}: ${entry.reason}`;
    case "leak":
      return `leak ${entry.phase}, onset ${clockWords(secondsOf(entry.onset.median), secondsOf(entry.time))}`;
    case "blind":
      return `blind until ${entry.until === null ? "the end" : clockWords(secondsOf(entry.until), secondsOf(entry.time))}: ${entry.reason}`;
    case "oddity":
      return `oddity: ${entry.channel} ${entry.problem.replaceAll(/(?<= )-(?=\d)/g, "\u2212")}`;
  }
}
