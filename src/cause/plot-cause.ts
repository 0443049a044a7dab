import { PLOT_COLOUR as C, escaped, fitted, label, px, svgPicture } from "../print/svg.ts";
import type { CauseResult } from "./assess-cause.ts";
import { percent } from "./render-cause.ts";

const WIDTH = 620;
/** Below this the words of a tornado stand above its bars. */
const NARROW = 500;
const ROW = 26;
const TOP = 64;

/** Where names end and how wide the scale from 0 to 100 % is. */
interface Columns {
  readonly names: number;
  at(share: number): number;
  /** Where the numbers behind the scale begin. */
  readonly numbers: number;
}

function columnsOf(width: number, numbersPx: number): Columns {
  const names = Math.min(200, Math.round((width < NARROW ? 0.45 : 0.4) * width));
  const span = width - names - numbersPx;
  return { names, at: (share) => names + span * share, numbers: names + span + 12 };
}

type PlottedCause = Pick<CauseResult, "id" | "title" | "hypotheses" | "impact" | "sister">;
/** Over the wire a probability that is none is null. */
interface PlottedSensitivity extends Pick<CauseResult, "id" | "title"> {
  readonly sensitivity: readonly { readonly what: string; readonly impact: number | null }[];
  /** Titles of the evidence, where they are known: a row without an item is then named by it. */
  readonly evidence?: readonly { readonly id: string; readonly title: string }[];
}

/** What a picture shows, and of which incident where there is room for both. */
const headline = (what: string, title: string, width: number): string =>
  width < NARROW ? what : fitted(`${what}: ${title}`, width - 32, 14);

/** Lines at every fifth and the words under them. */
function scale({ at }: Columns, top: number, bottom: number): string[] {
  const shares = at(1) - at(0) < 250 ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1];
  return shares.flatMap((share) => [
    `<line x1="${px(at(share))}" x2="${px(at(share))}" y1="${top}" y2="${bottom}" stroke="${C.line}"/>`,
    label(at(share), bottom + 15, `${100 * share} %`, { anchor: "middle", colour: C.quiet, size: 11 }),
  ]);
}

/** Probability of each cause before the evidence (ring) and after it (diamond), with the 90 % over what is not known (bar) (SVG). */
export function plotOdds(result: PlottedCause, width = WIDTH): string {
  const columns = columnsOf(width, 70);
  const { names, at, numbers } = columns;
  const { hypotheses, impact } = result;
  const ranked = [...hypotheses].sort((a, b) => b.posterior - a.posterior);
  const bottom = TOP + ranked.length * ROW;
  const rows = ranked.flatMap(({ name, prior, posterior, band }, i) => {
    const y = TOP + (i + 0.5) * ROW;
    return [
      label(16, y + 4, fitted(name, names - 20)),
      `<line x1="${px(at(band.p05))}" x2="${px(Math.max(at(band.p95), at(band.p05) + 1))}" y1="${y}" y2="${y}" stroke="${C.data}" stroke-width="8" stroke-opacity="0.3"/>`,
      `<line x1="${px(at(prior))}" x2="${px(at(posterior))}" y1="${y}" y2="${y}" stroke="${C.quiet}" stroke-dasharray="3 3"/>`,
      `<circle cx="${px(at(prior))}" cy="${y}" r="4.5" fill="${C.ground}" stroke="${C.quiet}" stroke-width="1.5"/>`,
      `<path d="M${px(at(posterior))} ${y - 6}l6 6l-6 6l-6 -6z" fill="${C.data}"/>`,
      label(numbers, y + 4, percent(posterior)),
    ];
  });
  return svgPicture({
    id: `odds-${result.id}`,
    width,
    height: bottom + 48,
    title: `Causes before and after the evidence: ${result.title}`,
    description: `Meteoroid or debris ${percent(impact.prior)} before, ${percent(impact.posterior)} after. ${ranked
      .map(({ name, prior, posterior }) => `${name} ${percent(prior)} before, ${percent(posterior)} after`)
      .join("; ")}.`,
    body: [
      label(16, 22, headline("Why", result.title, width), { bold: true, size: 14 }),
      label(16, 42, fitted("ring: before, diamond: after the evidence; bar: 90 %", width - 32), {
        colour: C.quiet,
      }),
      ...scale(columns, TOP, bottom),
      ...rows,
      label(
        16,
        bottom + 38,
        `meteoroid or debris together: ${percent(impact.prior)} before, ${percent(impact.posterior)} after`,
        {
          size: 11,
        },
      ),
    ],
  });
}

/** What the probability of an impact hangs on: one bar from the value as switched to the value with one thing changed, longest first (SVG). */
export function plotTornado(result: PlottedSensitivity, most = 16, width = WIDTH): string {
  const [base, ...others] = result.sensitivity;
  const from = base?.impact ?? 0;
  const rows = others
    .flatMap(({ what, impact }) => (impact === null || !Number.isFinite(impact) ? [] : [{ what, impact }]))
    .sort((a, b) => Math.abs(b.impact - from) - Math.abs(a.impact - from))
    .slice(0, most);
  const titles = new Map(result.evidence?.map(({ id, title }) => [`without ${id}`, `without: ${title}`]));
  const inWords = (what: string): string =>
    titles.get(what) ?? what.replace(/ m2$/, " m²").replace(" x ", " × ");
  const narrow = width < NARROW;
  const step = narrow ? 32 : 20;
  const names = narrow ? 48 : Math.round(0.48 * width);
  const x = (share: number) => names + (width - names - 54) * share;
  const bottom = TOP + rows.length * step;
  const bars = rows.flatMap(({ what, impact }, i) => {
    const y = TOP + i * step + (narrow ? 13 : 0);
    const [low, high] = [Math.min(from, impact), Math.max(from, impact)];
    return [
      narrow ? "" : label(16, y + 13, fitted(inWords(what), names - 26)),
      `<rect x="${px(x(low))}" y="${y + 3}" width="${px(Math.max(1, x(high) - x(low)))}" height="13" fill="${impact < from ? C.said : C.data}" fill-opacity="0.75"><title>${escaped(`${what}: ${percent(impact)}`)}</title></rect>`,
      label(impact < from ? x(low) - 5 : x(high) + 5, y + 14, percent(impact), {
        size: 11,
        anchor: impact < from ? "end" : "start",
        over: true,
      }),
    ];
  });
  return svgPicture({
    id: `tornado-${result.id}`,
    width,
    height: bottom + 34,
    title: `What the odds of an impact hang on: ${result.title}`,
    description: `An impact has ${percent(from)}. ${rows
      .slice(0, 5)
      .map(({ what, impact }) => `${what}: ${percent(impact)}`)
      .join("; ")}.`,
    body: [
      label(16, 22, headline("What an impact hangs on", result.title, width), {
        bold: true,
        size: 14,
      }),
      label(16, 42, fitted(`${percent(from)} as switched; one thing changed at a time`, width - 32), {
        colour: C.quiet,
      }),
      ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
        `<line x1="${px(x(share))}" x2="${px(x(share))}" y1="${TOP}" y2="${bottom}" stroke="${C.line}"/>`,
        label(x(share), bottom + 15, `${100 * share} %`, { anchor: "middle", colour: C.quiet, size: 11 }),
      ]),
      ...bars,
      `<line x1="${px(x(from))}" x2="${px(x(from))}" y1="${TOP - 4}" y2="${bottom}" stroke="${C.ink}" stroke-width="1.5"/>`,
      ...(narrow
        ? rows.map(({ what }, i) =>
            label(16, TOP + i * step + 13, fitted(inWords(what), width - 32, 11), { size: 11, over: true }),
          )
        : []),
    ],
  });
}

/** What one ship's leak does to the odds of the other, both ways: each cause alone (ring) and with the sister (diamond) (SVG). */
export function plotSisters(results: readonly PlottedCause[], width = WIDTH): string {
  const columns = columnsOf(width, 112);
  const { names, at, numbers } = columns;
  const paired = results.filter(({ sister }) => sister !== null);
  const parts: string[] = [];
  let y = TOP;
  for (const { title, sister, hypotheses } of paired) {
    parts.push(
      label(
        16,
        y + 6,
        width < NARROW
          ? fitted(`after ${sister!.ship} leaked too`, width - 32)
          : fitted(`${title}, after ${sister!.ship} leaked too`, width - 32),
        { bold: true },
      ),
    );
    const rowsTop = y + 16;
    const ranked = [...hypotheses].sort((a, b) => b.posterior - a.posterior);
    const bottom = rowsTop + ranked.length * 22;
    parts.push(...scale(columns, rowsTop, bottom));
    ranked.forEach(({ name, withoutSister, posterior }, i) => {
      const centre = rowsTop + (i + 0.5) * 22;
      parts.push(
        label(16, centre + 4, fitted(name, names - 20)),
        `<line x1="${px(at(withoutSister))}" x2="${px(at(posterior))}" y1="${centre}" y2="${centre}" stroke="${C.quiet}" stroke-width="2"/>`,
        `<circle cx="${px(at(withoutSister))}" cy="${centre}" r="4.5" fill="${C.ground}" stroke="${C.quiet}" stroke-width="1.5"/>`,
        `<path d="M${px(at(posterior))} ${centre - 6}l6 6l-6 6l-6 -6z" fill="${C.data}"/>`,
        label(numbers, centre + 4, `${percent(withoutSister)} → ${percent(posterior)}`, {
          size: 11,
        }),
      );
    });
    y = bottom + 42;
  }
  return svgPicture({
    id: `sisters-${paired.map(({ id }) => id).join("-")}`,
    width,
    height: y,
    title: "What one ship's leak does to the odds of the other",
    description: paired
      .map(
        ({ title, sister }) =>
          `${title}: an impact ${percent(sister!.before)} alone, ${percent(sister!.after)} with ${sister!.ship}`,
      )
      .join("; ")
      .concat("."),
    body: [
      label(
        16,
        22,
        width < NARROW
          ? "One ship's leak and the other's odds"
          : fitted("What one ship's leak does to the odds of the other", width - 32, 14),
        {
          bold: true,
          size: 14,
        },
      ),
      label(16, 42, fitted("ring: the ship alone; diamond: with its sister's leak", width - 32), {
        colour: C.quiet,
      }),
      ...parts,
    ],
  });
}
