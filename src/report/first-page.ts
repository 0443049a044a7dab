import { oddsText } from "../cause/index.ts";
import type { Verdict } from "../claims/index.ts";
import { barPlot, inlineSvg } from "../plot/index.ts";
import { actionsOf } from "./actions.ts";
import { type Html, html, trusted } from "./html.ts";
import {
  clockWords,
  holeSized,
  leftSized,
  minuteWords,
  onsetBand,
  onsetSized,
  rateSized,
  rateWords,
  type Sized,
  secondsOf,
  watchOdds,
} from "./leak-words.ts";
import type { ReportCase } from "./report-case.ts";
import { seatsNow } from "./seat-now.ts";
import { signalsInBrief } from "./signal-plots.ts";
import { shape, verdictWord } from "./status.ts";
import { type Subject, subjectOf, watchedUntilS } from "./subject.ts";
import { bandWords, duration } from "./words.ts";

/** What a director reads in two minutes: what, since when, how fast, what is left, why, what is said, what to do. One sheet of A4. */
export function firstPage(report: ReportCase): Html {
  const subject = subjectOf(report);
  const untilS = watchedUntilS(report);
  return html`<section class="first${subject === null ? "" : " sheet"}" id="summary">
<div class="kicker"><span>Hoarfrost incident report</span><span class="asof">${asOfWords(report, untilS)}</span></div>
<h1>${report.title}</h1>
${made(report)}
${verdict(report, subject)}
${subject?.leak == null ? null : cells(subject)}
${subject === null ? null : signalsInBrief(subject, report.cause === null && report.claims === null ? "ample" : "little")}
<div class="two">${causeInBrief(report)}${claimsInBrief(report)}</div>
${toDo(report)}
</section>`;
}

function asOfWords({ knownByS }: ReportCase, untilS: number | null): string {
  if (knownByS !== null) return `as known at ${minuteWords(knownByS)} UTC; nothing later was used`;
  return untilS === null ? "record to its end" : `telemetry to ${minuteWords(untilS)} UTC, record to its end`;
}

function made({ syntheticNote }: ReportCase): Html | null {
  if (syntheticNote === null) return null;
  return html`<div class="made"><strong>SYNTHETIC</strong> ${syntheticNote.replace(/^Synthetic\.\s*/i, "")}</div>`;
}

function verdict(report: ReportCase, subject: Subject | null): Html {
  if (subject === null)
    return html`<div class="verdict blind">${shape("blind")}<div><p><strong>No telemetry of it is public.</strong> This report weighs the record and what was said.</p></div></div>`;
  const { documented, leak, emptySinceS } = subject;
  const isNamed = documented.carrier === "" || documented.name.startsWith(documented.carrier);
  const name = isNamed ? documented.name : `${documented.name} (${documented.carrier})`;
  const others = othersWords(report, subject);
  if (leak === null) {
    const blind = documented.finalState !== "normal";
    return html`<div class="verdict ${blind ? "blind" : "ok"}">${shape(blind ? "blind" : "ok")}<div><p><strong>No leak found.</strong> ${name}: ${documented.finalState ?? "no data"} at the end.</p><p>${others}</p></div></div>`;
  }
  const { p05, median } = onsetBand(leak);
  if (leak.phase === "suspected")
    return html`<div class="verdict caution">${shape("caution")}<div><p><strong>Leak suspected:</strong> ${name}, not confirmed.</p><p>${others}</p></div></div>`;
  const confirmedS = secondsOf(leak.confirmedAt!);
  const after = confirmedS - median;
  return html`<div class="verdict alarm">${shape("alarm")}<div><p><strong>${emptySinceS === null ? "Leak confirmed" : "Leaked empty"}:</strong> ${name}.</p><p>Confirmed at ${clockWords(confirmedS, p05)} UTC, ${duration(after)} after it began. ${others}</p></div></div>`;
}

/** What the other loops did, because a common cause would show in them. */
function othersWords({ watched }: ReportCase, { documented }: Subject): string {
  const others = (watched?.document.loops ?? []).filter(
    (loop) => loop.id !== documented.id && loop.watched !== null,
  );
  if (others.length === 0) return "No other loop reported.";
  const alarmed = others.filter(({ leak }) => leak !== null);
  const names = others.map(({ name }) => name).join(", ");
  return alarmed.length === 0
    ? `No other loop alarms (${names}).`
    : `Also ${alarmed.map(({ name, leak }) => `${name} (${leak!.phase})`).join(", ")}.`;
}

function cells(subject: Subject): Html {
  const { watched, leak: known, confirmedAs, emptySinceS } = subject;
  const leak = known!;
  const { loop } = watched;
  const { inventory } = loop;
  const gas = inventory.kind === "gas-pressure" ? inventory : null;
  const why = (key: string) => leak.unavailable[key] ?? "not given by this telemetry";
  const first = (words: (size: NonNullable<Subject["confirmedAs"]>) => string) =>
    confirmedAs === null ? null : `when confirmed ${words(confirmedAs)}`;
  // Pressures that lie at nothing no longer tell a leak from a dead sensor: what they told while they fell counts.
  const weighed = emptySinceS === null ? leak : (confirmedAs ?? leak);
  const [ruled, odds] = Object.entries(weighed.odds).toSorted((a, b) => a[1] - b[1])[0] ?? ["", 0];
  const cd = gas?.dischargeCoefficient;
  return html`<div class="cells">
${cell("since", onsetSized(leak), null, `watch of ${loop.inventoryChannel}, posterior of the onset`)}
${cell(
  "how fast, now",
  rateSized(leak, loop),
  first((size) => rateWords(size, loop)),
  gas === null
    ? `watch of ${loop.inventoryChannel}; ${why("rateKgPerS")}`
    : "pressure through the gas law of the vehicle file",
)}
${cell("hole, sharp and round", holeSized(leak), holeSized(leak) === null ? why("holeDiameterM") : null, cd === undefined ? "" : `flow law to vacuum, discharge coefficient ${cd.value} (${cd.low} to ${cd.high})`)}
${cell("coolant left", leftSized(leak), gas === null ? why("inventoryKg") : `of ${bandWords({ median: gas.chargeKg.value, p05: gas.chargeKg.low, p95: gas.chargeKg.high }, 1, "kg")}`, gas === null ? "" : "charge of the vehicle file less what has left")}
${emptyCell(subject, why("timeToEmptyS"))}
${cell("how sure", { value: watchOdds(odds), unit: "", band: "" }, emptySinceS === null ? `a leak against ${ruled}` : `a leak against ${ruled}, when confirmed`, `sequential test; a sound loop is accused once in ${duration(loop.meanTimeBetweenFalseAlarmsS)}`)}
</div>`;
}

function emptyCell({ leak, emptySinceS, confirmedAs }: Subject, why: string): Html {
  const from = "two-stage emptying: gas cushion, then vapour pressure; no straight line";
  const expected = confirmedAs?.timeToEmptyS;
  const then =
    confirmedAs === null || expected == null
      ? null
      : `when confirmed ${spanClock(confirmedAs.timeS, expected.p05, expected.p95)}`;
  if (emptySinceS !== null)
    return cell(
      "empty since",
      { value: new Date(emptySinceS * 1000).toISOString().slice(11, 16), unit: "or before", band: "" },
      then,
      from,
    );
  if (leak!.timeToEmptyS === null) return cell("empty at", null, why, "");
  const asOfS = secondsOf(leak!.asOf);
  const { median, p05, p95 } = leak!.timeToEmptyS;
  return cell(
    "empty at",
    {
      value: new Date((asOfS + median) * 1000).toISOString().slice(11, 16),
      unit: `in ${duration(300 * Math.round(median / 300))}`,
      band: spanClock(asOfS, p05, p95),
    },
    then,
    from,
  );
}

function spanClock(atS: number, p05: number, p95: number): string {
  const clock = (timeS: number) => {
    const iso = new Date(timeS * 1000).toISOString();
    return iso.slice(0, 10) === new Date(atS * 1000).toISOString().slice(0, 10)
      ? iso.slice(11, 16)
      : minuteWords(timeS);
  };
  return `${clock(atS + p05)} to ${clock(atS + p95)}`;
}

function cell(name: string, size: Sized | null, note: string | null, from: string): Html {
  const value =
    size === null
      ? html`<div class="value none">not known</div>`
      : html`<div class="value">${size.value} <small>${size.unit}</small></div>`;
  return html`<div class="cell"><h3>${name}</h3>${value}${size === null || size.band === "" ? null : html`<p>${size.band}</p>`}${note === null ? null : html`<p>${note}</p>`}${from === "" ? null : html`<p class="from">${from}</p>`}</div>`;
}

function causeInBrief({ cause }: ReportCase): Html {
  if (cause === null)
    return html`<div><h3>Why</h3><p class="small">Nothing is on record to weigh: a recording alone does not tell causes apart.</p></div>`;
  const rows = cause.hypotheses.toSorted((a, b) => b.posterior - a.posterior).slice(0, 5);
  const plot = barPlot({
    title: "Probability of each cause",
    widthPx: 350,
    leftPx: 138,
    rightPx: 112,
    most: Math.max(0.5, rows[0]?.posterior ?? 1),
    rows: rows.map(({ name, posterior, band }) => ({
      label: name,
      value: posterior,
      words: `${percent(posterior)}, ${percent(band.p05)} to ${percent(band.p95)}`,
      tone: "expected",
    })),
  });
  const { posterior } = cause.impact;
  return html`<div><h3>Why, with 90 % over the inputs</h3>${trusted(inlineSvg(plot))}
<p class="small">A particle against everything else: ${oddsText(posterior)}.${
    cause.sister === null
      ? null
      : ` ${cause.sister.ship}, which leaked too, moved this from ${oddsText(cause.sister.before)}.`
  } Priors are own estimates; see what the odds hang on.</p></div>`;
}

const ORDER: readonly Verdict[] = ["supported", "in tension", "contradicted", "not decidable"];

function claimsInBrief({ claims, incident, knownByS }: ReportCase): Html {
  if (claims === null) {
    const none =
      incident === null || knownByS === null
        ? "No statements are on record."
        : "No statement is dated before this instant; one dated to a day counts from its end.";
    return html`<div><h3>What was said</h3><p class="small">${none}</p></div>`;
  }
  const count = (verdict: Verdict) => claims.claims.filter((claim) => claim.verdict === verdict).length;
  const pressing = claims.claims
    .filter(({ verdict }) => verdict === "contradicted" || verdict === "in tension")
    .slice(0, 3);
  return html`<div><h3>What was said: ${claims.claims.length} statements</h3>
<ul class="counts">${ORDER.map((verdict) => html`<li>${verdictWord(verdict)} ${count(verdict)}</li>`)}</ul>
<ul class="brief">${pressing.map(
    ({ says, by, verdict }) => html`<li>${verdictWord(verdict)}: “${says}” (${by})</li>`,
  )}</ul></div>`;
}

function toDo(report: ReportCase): Html {
  const seats = seatsNow(report);
  const line =
    seats === null
      ? null
      : html`<p class="small">Seats: ${seats.aboard} aboard, ${seats.good} with a good seat, ${seats.emergency.length} with one for an emergency only, ${seats.deck.length} on a cargo deck, ${seats.without.length} with none.</p>`;
  const actions = actionsOf(report);
  return html`<h3>What to do</h3>${line}${
    actions.length === 0
      ? html`<p class="small">Nothing in these findings asks for a decision.</p>`
      : html`<ol class="do">${actions.map(
          ({ when, what, from }) =>
            html`<li><span class="when">${when}</span><span>${what} <span class="from">${from}</span></span></li>`,
        )}</ol>`
  }`;
}

function percent(share: number): string {
  if (share < 0.001) return "< 0.1 %";
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
