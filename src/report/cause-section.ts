import { type CauseResult, factorText, oddsText } from "../cause/index.ts";
import { inlineSvg, intervalPlot } from "../plot/index.ts";
import { figure, type Html, html, table } from "./html.ts";
import type { ReportCase } from "./report-case.ts";

const WIDTH = 700;

/** Why it leaked: odds, what moves them, and what they hang on. */
export function causeSection({ cause }: ReportCase): Html | null {
  if (cause === null) return null;
  return html`<section id="cause"><h2>Why: odds between named causes</h2>
${odds(cause)}
${evidence(cause)}
${sensitivity(cause)}
${cause.sister === null ? null : pair(cause)}
<ul class="brief">${cause.notes.map((note) => html`<li>${note}</li>`)}</ul></section>`;
}

const percent = (share: number) =>
  share < 0.001 ? "< 0.1 %" : `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

function odds({ hypotheses, sister }: CauseResult): Html {
  const rows = hypotheses.toSorted((a, b) => b.posterior - a.posterior);
  const plot = intervalPlot({
    title: "Probability of each cause with its 90 % band",
    axis: "probability; filled: now, hollow: before the evidence, bar: 90 % over uncertain inputs",
    widthPx: WIDTH,
    leftPx: 190,
    rightPx: 150,
    scale: "linear",
    from: 0,
    until: 1,
    tickWords: (tick) => `${Math.round(100 * tick)} %`,
    rows: rows.map(({ name, prior, posterior, band }) => ({
      label: name,
      value: `${percent(posterior)}, ${percent(band.p05)} to ${percent(band.p95)}`,
      median: posterior,
      band: [band.p05, band.p95],
      before: prior,
      tone: "neutral",
    })),
  });
  return html`${figure(
    inlineSvg(plot),
    sister === null
      ? "Shares among the causes named here, given that the loop leaked or seemed to."
      : `${sister.ship}, which leaked too, moves the odds of a particle from ${oddsText(sister.before)} to ${oddsText(sister.after)}.`,
  )}`;
}

function evidence({ evidence: all }: CauseResult): Html {
  // Of what became known later only the number is told.
  const items = all.filter(({ later }) => !later);
  const left = all.length - items.length;
  const counted = items.filter(({ on }) => on);
  const finite = counted.filter(({ impactOverManufacture: factor }) => factor > 0 && Number.isFinite(factor));
  const most = Math.max(10, ...finite.map(({ impactOverManufacture: f }) => Math.max(f, 1 / f)));
  const plot = intervalPlot({
    title: "Bayes factor of each item of evidence, particle against manufacture",
    axis: "Bayes factor, particle against manufacturing defect (logarithmic): right of 1 speaks for a particle",
    widthPx: WIDTH,
    leftPx: 250,
    rightPx: 44,
    scale: "log",
    from: 1 / (1.3 * most),
    until: 1.3 * most,
    reference: 1,
    tickWords: (tick) => (tick >= 1 ? String(tick) : `1/${Math.round(1 / tick)}`),
    rows: finite.map(({ title, impactOverManufacture }) => ({
      label: title.length > 44 ? `${title.slice(0, 42)}…` : title,
      value: factorText(impactOverManufacture),
      median: impactOverManufacture,
      tone: "neutral",
    })),
  });
  return html`${finite.length === 0 ? null : figure(inlineSvg(plot), "Each factor is the odds with the item over the odds without it, all else as counted.")}
<div class="wide">${table(
    "Evidence",
    [
      { head: "item" },
      { head: "counted", className: "nowrap" },
      { head: "factor", number: true },
      { head: "source" },
      { head: "basis" },
    ],
    items.map(({ title, on, impactOverManufacture, source, confidence, basis }) => [
      title,
      on ? "yes" : "no",
      factorText(impactOverManufacture),
      `${source} (${confidence})`,
      basis,
    ]),
  )}</div>${left === 0 ? null : html`<p class="small">${left} further items became known later and count nothing here.</p>`}`;
}

function sensitivity({ sensitivity: rows, evidence: items }: CauseResult): Html {
  const titles = new Map(items.map(({ id, title }) => [`without ${id}`, `without: ${title}`]));
  return html`<div class="wide">${table(
    "What the odds hang on",
    [
      { head: "changed" },
      { head: "particle", number: true },
      { head: "manufacture", number: true },
      { head: "fatigue", number: true },
    ],
    rows.map(({ what, impact, manufacture, fatigue }) => [
      titles.get(what) ?? what.replace(/ m2$/, " m²").replace(" x ", " × "),
      percent(impact),
      percent(manufacture),
      percent(fatigue),
    ]),
  )}</div>`;
}

function pair({ pair: asked }: CauseResult): Html | null {
  if (asked === null) return null;
  const oneIn = (chance: number) =>
    chance > 0.5 ? percent(chance) : `1 in ${Number((1 / chance).toPrecision(2)).toLocaleString("en-US")}`;
  return html`<div class="wide">${table(
    `How improbable are two independent hits? ${asked.vehicles} vehicles, particles from ${(1000 * asked.particleM).toPrecision(2)} mm`,
    [
      { head: "window", number: true },
      { head: "area of each", number: true },
      { head: "two in a window fixed before", number: true },
      { head: `some pair in ${asked.watchedYr} years`, number: true },
    ],
    asked.rows.map((row) => [
      `${row.windowDays.toFixed(0)} d`,
      `${row.areaM2.toPrecision(2)} m²`,
      oneIn(row.atLeastTwo),
      oneIn(row.somePairWhileWatching),
    ]),
  )}</div><p class="small">The last column is the fair question for a pair that was noticed after it happened.</p>`;
}
