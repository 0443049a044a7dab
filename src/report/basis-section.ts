import type { Uncertain } from "../vehicle/index.ts";
import { type Html, html, table, trusted } from "./html.ts";
import { minuteWords } from "./leak-words.ts";
import type { ReportCase } from "./report-case.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { duration } from "./words.ts";

/** The record, what was assumed, and how to make this report again. */
export function basisSection(report: ReportCase): Html {
  return html`<section id="basis"><h2>Record, assumptions, versions</h2>
${record(report)}
${assumptions(report)}
${provenance(report)}
${sources(report)}</section>`;
}

function record({ incident, knownByS }: ReportCase): Html | null {
  if (incident === null || incident.known.length === 0) return null;
  const facts = incident.known.filter(({ at }) => isPublic(at, knownByS));
  if (facts.length === 0) return null;
  return html`<div class="wide">${table(
    "On record: cited facts, kept apart from what is reconstructed",
    [{ head: "when, UTC", className: "nowrap" }, { head: "fact" }, { head: "source" }],
    facts.map(({ at, until, fact, source, confidence, rivals = [] }) => [
      `${at === undefined ? "–" : written(at.text)}${until === undefined ? "" : ` to ${written(until.text)}`}`,
      html`${fact}${rivals
        .filter((rival) => isPublic(rival.at ?? at, knownByS))
        .map(
          (rival) =>
            html`<br><span class="small">against it: ${rival.at === undefined ? "" : `${written(rival.at.text)} `}${rival.fact ?? ""} (${titleOf(incident, rival.source)})</span>`,
        )}`,
      `${titleOf(incident, source)} (${confidence})`,
    ]),
  )}</div>`;
}

/** What is dated to a day or a month counts from its end; what bears no date only where the whole record is used. */
function isPublic(at: Fact["at"], knownByS: number | null): boolean {
  if (knownByS === null) return true;
  if (at === undefined) return false;
  if (at.precision === "day") return at.timeS + 86_400 <= knownByS;
  if (at.precision === "month") {
    const [year, month] = at.text.split("-").map(Number) as [number, number];
    return Date.UTC(year, month, 1) / 1000 <= knownByS;
  }
  return at.timeS <= knownByS;
}

type Fact = NonNullable<ReportCase["incident"]>["known"][number];

const written = (instant: string) => instant.replace("T", " ").replace("Z", "");

function titleOf({ sources }: NonNullable<ReportCase["incident"]>, key: string): string {
  return sources[key]?.title ?? key;
}

function assumptions(report: ReportCase): Html {
  const subject = subjectOf(report);
  return html`<h3>Assumptions</h3><ul class="brief">${general(report).map((line) => html`<li>${line}</li>`)}</ul>${
    subject === null ? null : loopNumbers(subject)
  }${subject === null ? null : noise(subject)}`;
}

function general({ watched, syntheticNote, knownByS, cause, claims }: ReportCase): string[] {
  const lines = ["This report is a decision aid. It commands nothing, and no number in it is certified."];
  if (syntheticNote !== null)
    lines.push(
      "The telemetry is not, or not only, what a ship sent; verdicts on it say nothing about what really happened.",
    );
  if (watched !== null) {
    const { samples, problems } = watched.document.source;
    lines.push(
      `The watch read ${samples.toLocaleString("en-US")} samples${problems === 0 ? "" : ` and refused ${problems}`}; it knows no later sample than the frame it judges.`,
      "Bands are 5 % to 95 %. A hole is the sharp round orifice that passes the same flow.",
    );
  }
  lines.push(
    knownByS === null
      ? "The whole record was used, so statements are judged in hindsight."
      : `Nothing published after ${minuteWords(knownByS)} UTC was used; what is dated to a day counts from its end.`,
  );
  if (cause !== null) lines.push(`Cause odds: ${cause.draws} draws, seed ${cause.seed}.`);
  if (claims !== null) lines.push(`Claims: ensembles of ${claims.members}, seed ${claims.seed}.`);
  return lines;
}

function loopNumbers({ watched }: Subject): Html | null {
  const { inventory } = watched.loop;
  if (inventory.kind !== "gas-pressure") return null;
  const rows: (readonly [string, Uncertain, number, string])[] = [
    ["coolant in the loop", inventory.chargeKg, 1, "kg"],
    ["gas pressure of the accumulator", inventory.gasPressurePa, 1e-3, "kPa"],
    ["gas volume of the accumulator", inventory.gasVolumeM3, 1000, "L"],
    ["liquid that the accumulator can push out", inventory.accumulatorLiquidM3, 1000, "L"],
    ["density of the coolant", inventory.densityKgPerM3, 1, "kg/m³"],
    ["vapour pressure of the coolant", inventory.vapourPressurePa, 1e-3, "kPa"],
    ["discharge coefficient", inventory.dischargeCoefficient, 1, ""],
  ];
  const show = (si: number, factor: number) => Number((factor * si).toPrecision(3)).toString();
  return table(
    "The loop, from its vehicle file",
    [
      { head: "quantity" },
      { head: "value", number: true },
      { head: "range", number: true },
      { head: "source" },
    ],
    rows.map(([name, { value, low, high, source }, factor, unit]) => [
      name,
      `${show(value, factor)}${unit === "" ? "" : `\u2009${unit}`}`,
      low === high ? "–" : `${show(low, factor)} to ${show(high, factor)}`,
      source,
    ]),
  );
}

function noise({ watched, documented }: Subject): Html {
  const { loop } = watched;
  const { white, step, wander, wanderTimeS, ripple, driftPerRootDay } = loop.noise;
  const unit = loop.inventoryUnit;
  const { suspectNat, confirmNat, meanTimeBetweenFalseAlarmsS } = documented.thresholds;
  const explained = loop.explainedBy.map(({ channel, quantity }) => `${channel} (${quantity})`).join(", ");
  return html`<p class="small">Noise of ${loop.inventoryChannel} taken beforehand: step ${few(step)}, white ${few(white)}, wander ${few(wander)} over ${duration(wanderTimeS)}, ripple ${few(ripple)}, drift ${few(driftPerRootDay)} a root day, all in ${unit}; the watch calibrates it further. Explained by: ${explained || "nothing"}. Suspected from ${suspectNat.toFixed(1)}, confirmed from ${confirmNat.toFixed(1)} nat, set for one false alarm in ${duration(meanTimeBetweenFalseAlarmsS)}.</p>`;
}

const few = (value: number) => Number(value.toPrecision(2)).toString();

function provenance({ provenance: { version, command, inputs, seed } }: ReportCase): Html {
  return html`<h3>Made by</h3><p>Hoarfrost ${version}${seed === null ? "" : `, seed of the telemetry ${seed}`}. The same command on the same files gives the same bytes: <code>${command}</code></p>
${table(
  "Read",
  [{ head: "file" }, { head: "SHA-256" }],
  inputs.map(({ name, sha256 }) => [name, html`<code>${sha256}</code>`]),
)}`;
}

/** The sources that this report rests on: a title may tell what became known later. */
function sources({ incident, knownByS, claims, cause }: ReportCase): Html | null {
  if (incident === null) return null;
  const used = new Set([
    ...incident.known
      .filter(({ at }) => isPublic(at, knownByS))
      .map(({ source }) => titleOf(incident, source)),
    ...(claims?.claims ?? []).map(({ source }) => source),
    ...(cause?.evidence ?? []).filter(({ later }) => !later).map(({ source }) => source),
  ]);
  const listed = Object.values(incident.sources).filter(({ title }) => knownByS === null || used.has(title));
  if (listed.length === 0) return null;
  return html`<h3>Sources</h3><ul class="brief">${listed.map(
    ({ title, url, confidence }) =>
      html`<li>${title} (${confidence})${url === undefined ? null : html` ${link(url)}`}</li>`,
  )}</ul>`;
}

/** A link that nothing is loaded from until a reader follows it. Addresses that are not of the web stay text. */
function link(url: string): Html {
  if (!/^https?:\/\//.test(url)) return html`${url}`;
  return trusted(html`<a href="${url}" rel="noreferrer">${url}</a>`.markup);
}
