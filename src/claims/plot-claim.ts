import { PLOT_COLOUR as C, escaped, fitted, label, px, svgPicture } from "../print/svg.ts";
import { wrapped } from "../print/wrapped-text.ts";
import { fromSi, writtenUnit } from "../units/index.ts";
import type { ClaimGrounds, ClaimResult } from "./assess-claims.ts";
import { quantityIn } from "./found-words.ts";
import { type Quantity, shown } from "./quantity.ts";
import { VERDICT_BANDS } from "./verdict.ts";
import { percentText } from "./wording.ts";

const WIDTH = 520;
/** Below this the scale names its ends only. */
const NARROW = 460;
const LEFT = 16;
const RIGHT = 16;
const TOP = 48;
const PLOT_HEIGHT = 96;
const ROW = 22;
const WORD_ROW = 34;
const NAMES = 172;
/** A mark as well as a word, so that the picture reads without colour. */
export const VERDICT_MARKS = {
  supported: "+",
  "in tension": "~",
  contradicted: "x",
  "not decidable": "?",
} as const;

/** A verdict as computed, or as it came over the wire, where an open end is null. */
export type PlottedClaim = Pick<
  ClaimResult,
  "id" | "says" | "by" | "at" | "verdict" | "probability" | "number" | "sentence" | "grounds"
> & { readonly claimed: { readonly low: number | null; readonly high: number | null } | null };

type NumberGrounds = Extract<ClaimGrounds, { kind: "number" }>;

/**
 * One verdict as a picture (SVG): what was claimed against what the ensemble allows, or the words for and against, or the causes; below
 * it the probability that the statement is right, on the scale of the verdicts. `unit`: of the number, in that of the claim where absent.
 */
export function plotClaim(claim: PlottedClaim, width = WIDTH, unit = claim.number?.unit): string {
  const { grounds, verdict, probability } = claim;
  const [body, height] = bodyOf(claim, grounds, width, unit);
  const scaleY = TOP + height + 14;
  const right = probability === null ? "" : `, ${percentText(probability)} that it is right`;
  return svgPicture({
    id: `claim-${claim.id}`,
    width,
    height: scaleY + 46,
    title: `${claim.says} (${claim.by}, ${claim.at}): ${verdict}${right}`,
    description: claim.sentence,
    body: [
      label(LEFT, 19, fitted(claim.says, width - 32, 13), { bold: true, size: 13 }),
      label(
        LEFT,
        36,
        fitted(`${claim.by}, ${claim.at}: ${VERDICT_MARKS[verdict]} ${verdict}${right}`, width - 32),
        {
          colour: C.quiet,
        },
      ),
      ...body,
      ...verdictScale(LEFT, scaleY, width - LEFT - RIGHT, probability),
    ],
  });
}

function bodyOf(
  claim: PlottedClaim,
  grounds: ClaimGrounds,
  width: number,
  unit: string | undefined,
): readonly [string[], number] {
  switch (grounds.kind) {
    case "number":
      return [numberBody(claim, grounds, width, unit!), PLOT_HEIGHT + 34];
    case "words":
      return wordsBody(grounds.words, width);
    case "causes":
      return causesBody(grounds.causes, width);
    case "none": {
      const lines = wrapped(grounds.why, { width: Math.floor((width - LEFT - RIGHT) / 6.4) });
      return [
        lines.map((line, i) => label(LEFT, TOP + 16 + 16 * i, line, { colour: C.quiet })),
        10 + 16 * lines.length,
      ];
    }
  }
}

/** The ensemble as an area, its middle 90 % as a bar, what was claimed as a frame over both. */
function numberBody(
  { claimed: said, number }: PlottedClaim,
  { low, high, log, shares }: NumberGrounds,
  width: number,
  unit: string,
): string[] {
  const quantity = quantityIn(number!.quantity, unit);
  const claimed = said && {
    low: said.low ?? Number.NEGATIVE_INFINITY,
    high: said.high ?? Number.POSITIVE_INFINITY,
  };
  const span = width - LEFT - RIGHT;
  const x = (value: number) => {
    const part = log
      ? Math.log(Math.max(value, 1e-300) / low) / Math.log(high / low)
      : (value - low) / (high - low);
    return LEFT + span * Math.min(1, Math.max(0, part));
  };
  const most = Math.max(...shares);
  const base = TOP + PLOT_HEIGHT;
  const step = span / shares.length;
  const area = shares
    .map((share, i) => {
      const y = px(base - (PLOT_HEIGHT - 22) * (share / most));
      return `H${px(LEFT + i * step)}V${y}H${px(LEFT + (i + 1) * step)}`;
    })
    .join("");
  const { p05, median, p95 } = number!.band;
  const parts = [
    `<path d="M${LEFT} ${base}${area}V${base}Z" fill="${C.data}" fill-opacity="0.28"/>`,
    `<line x1="${LEFT}" x2="${width - RIGHT}" y1="${base}" y2="${base}" stroke="${C.line}"/>`,
    `<line x1="${px(x(p05))}" x2="${px(Math.max(x(p95), x(p05) + 2))}" y1="${base}" y2="${base}" stroke="${C.data}" stroke-width="5"/>`,
    `<line x1="${px(x(median))}" x2="${px(x(median))}" y1="${base - 7}" y2="${base + 7}" stroke="${C.data}" stroke-width="2"/>`,
  ];
  if (claimed !== null) {
    const [from, to] = [x(claimed.low), Math.max(x(claimed.high), x(claimed.low) + 3)];
    const words = claimedWords(claimed, quantity);
    const middle = Math.min(
      width - RIGHT - 4 - 3 * words.length,
      Math.max(LEFT + 4 + 3 * words.length, (from + to) / 2),
    );
    parts.push(
      `<rect x="${px(from)}" y="${TOP + 16}" width="${px(to - from)}" height="${PLOT_HEIGHT - 16}" fill="${C.said}" fill-opacity="0.1" stroke="${C.said}" stroke-width="1.5" stroke-dasharray="5 3"/>`,
      label(middle, TOP + 11, words, { anchor: "middle", colour: C.said }),
    );
  }
  for (const value of ticks(low, high, log, quantity)) {
    const at = px(x(value));
    parts.push(
      `<line x1="${at}" x2="${at}" y1="${base}" y2="${base + 4}" stroke="${C.quiet}"/>`,
      label(x(value), base + 18, shown(quantity, value), { anchor: "middle", colour: C.quiet, size: 11 }),
    );
  }
  parts.push(
    label(
      LEFT,
      base + 33,
      `${quantity.name} [${writtenUnit(quantity.unit)}]; area: model, bar: its middle 90 %`,
      {
        colour: C.quiet,
        size: 11,
      },
    ),
  );
  return parts;
}

function claimedWords({ low, high }: { low: number; high: number }, quantity: Quantity): string {
  const of = (value: number) => `${shown(quantity, value)} ${writtenUnit(quantity.unit)}`;
  if (!Number.isFinite(low)) return `claimed: below ${of(high)}`;
  if (!Number.isFinite(high)) return `claimed: above ${of(low)}`;
  return `claimed: ${shown(quantity, low)} to ${of(high)}`;
}

/** Round values between two ends, in the unit that people read. */
function ticks(low: number, high: number, log: boolean, { unit, dimension }: Quantity): number[] {
  const to = (si: number) => fromSi(si, unit, dimension);
  const [from, until] = [to(low), to(high)];
  const back = (value: number) => low + ((value - from) / (until - from)) * (high - low);
  if (log) {
    const perDecade = until / from < 30 ? [1, 2, 5] : [1];
    const found: number[] = [];
    for (let decade = Math.floor(Math.log10(from)); decade <= Math.log10(until); decade++)
      for (const part of perDecade) {
        const value = part * 10 ** decade;
        if (value >= from && value <= until) found.push(value);
      }
    const every = Math.ceil(found.length / 8);
    return found.filter((_, i) => i % every === 0).map((value) => (low * value) / from);
  }
  const rough = (until - from) / 6;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((part) => part * size >= rough) ?? 10) * size;
  const found: number[] = [];
  for (let value = Math.ceil(from / step) * step; value <= until + 1e-9 * step; value += step)
    found.push(back(value));
  return found;
}

/** Log odds as bars to the right (for) and to the left (against), each under its words. */
function wordsBody(
  words: readonly { readonly title: string; readonly nat: number }[],
  width: number,
): readonly [string[], number] {
  const centre = LEFT + (width - LEFT - RIGHT) / 2;
  const most = Math.max(3, ...words.map(({ nat }) => Math.abs(nat)));
  const scale = (width - LEFT - RIGHT) / 2 / most;
  const parts = words.flatMap(({ title, nat }, i) => {
    const y = TOP + 4 + i * WORD_ROW;
    const [from, to] = nat >= 0 ? [centre, centre + scale * nat] : [centre + scale * nat, centre];
    return [
      label(LEFT, y + 11, fitted(title, width - LEFT - RIGHT, 11), { size: 11 }),
      `<rect x="${px(from)}" y="${y + 16}" width="${px(Math.max(1, to - from))}" height="11" fill="${nat >= 0 ? C.data : C.said}" fill-opacity="0.75"><title>${escaped(title)}</title></rect>`,
    ];
  });
  const bottom = TOP + 4 + words.length * WORD_ROW;
  parts.push(
    `<line x1="${px(centre)}" x2="${px(centre)}" y1="${TOP + 16}" y2="${bottom}" stroke="${C.quiet}"/>`,
    label(centre - 6, bottom + 12, "against", { anchor: "end", colour: C.said, size: 11 }),
    label(centre + 6, bottom + 12, "for; longer: better source", { colour: C.data, size: 11 }),
  );
  return [parts, bottom + 18 - TOP];
}

/** Probability of each cause; those the statement is about are filled. */
function causesBody(
  causes: Extract<ClaimGrounds, { kind: "causes" }>["causes"],
  width: number,
): readonly [string[], number] {
  const span = width - RIGHT - 62 - NAMES;
  const parts = [...causes]
    .sort((a, b) => b.probability - a.probability)
    .flatMap(({ name, probability, asked }, i) => {
      const y = TOP + 6 + i * ROW;
      return [
        label(LEFT, y + 11, fitted(name, NAMES - LEFT - 4, 11), { size: 11, bold: asked }),
        `<rect x="${NAMES}" y="${y}" width="${px(Math.max(1, span * probability))}" height="14" fill="${asked ? C.said : "none"}" fill-opacity="0.75" stroke="${asked ? C.said : C.data}"/>`,
        label(NAMES + 6 + span * probability, y + 11, percentText(probability), {
          size: 11,
          colour: C.quiet,
        }),
      ];
    });
  const bottom = TOP + 6 + causes.length * ROW;
  parts.push(label(LEFT, bottom + 12, "filled: what the statement is about", { colour: C.quiet, size: 11 }));
  return [parts, bottom + 18 - TOP];
}

/** The scale from contradicted to supported with a marker; `size` small for a row of a list. */
export function verdictScale(
  x: number,
  y: number,
  width: number,
  probability: number | null,
  small = false,
): string[] {
  const { contradictedBelow, tensionBelow, supportedFrom } = VERDICT_BANDS;
  const at = (p: number) => x + width * p;
  const height = small ? 8 : 10;
  const parts = [
    `<rect x="${px(x)}" y="${y}" width="${px(width)}" height="${height}" fill="none" stroke="${C.line}"/>`,
    ...[contradictedBelow, tensionBelow, supportedFrom].map(
      (edge) =>
        `<line x1="${px(at(edge))}" x2="${px(at(edge))}" y1="${y}" y2="${y + height}" stroke="${C.quiet}"/>`,
    ),
  ];
  if (!small)
    parts.push(
      label(x, y + 24, "contradicted", { size: 10, colour: C.quiet }),
      label(x + width, y + 24, "supported", { size: 10, colour: C.quiet, anchor: "end" }),
    );
  if (!small && width >= NARROW)
    parts.push(
      label(at(0.22), y + 24, "in tension", { size: 10, colour: C.quiet, anchor: "middle" }),
      label(at(0.495), y + 24, "not decidable", { size: 10, colour: C.quiet, anchor: "middle" }),
    );
  if (probability !== null) {
    const centre = at(probability);
    parts.push(
      `<path d="M${px(centre)} ${y - 3}l5 ${(height + 6) / 2}l-5 ${(height + 6) / 2}l-5 -${(height + 6) / 2}z" fill="${C.ink}"/>`,
    );
  }
  return parts;
}
