import { dateText, YEAR_S } from "./calendar-time.ts";
import { type CrowAmsaaFit, crowAmsaa, powerLawFitP } from "./crow-amsaa.ts";
import { type Period, readLedger } from "./ledger-file.ts";
import { type RateChange, type RateEstimate, rateChange, rateEstimate } from "./rate-change.ts";
import {
  type EventRecord,
  type LaplaceTrend,
  laplaceTrend,
  type PowerLawTrend,
  powerLawTrend,
  stoppedAtLast,
} from "./trend-tests.ts";

export interface LedgerOptions {
  /** Text of a ledger file. */
  readonly yaml: string;
  /** What problems of the file are reported under; default "ledger". */
  readonly fileName?: string;
  /** Count only events of this severity and more; default all. */
  readonly severityFrom?: number;
  /** Of all intervals; default 0.9. */
  readonly confidence?: number;
}

/** One system, or all of them together. */
export interface LedgerRow {
  readonly system: string;
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly years: number;
  readonly events: readonly { readonly id: string; readonly date: string }[];
  readonly perYear: RateEstimate;
  readonly laplace: LaplaceTrend | null;
  /** The Laplace test free of when one chose to stop: observation cut at the last event, which then does not count. */
  readonly laplaceStoppedAtLast: LaplaceTrend | null;
  readonly powerLaw: PowerLawTrend | null;
  readonly crowAmsaa: (CrowAmsaaFit & { readonly fitP: number | null }) | null;
  /** Second half of the period against the first: a split that no event had a say in. */
  readonly change: RateChange;
  /**
   * The exact rising chance with both choices allowed for: observation stopped at the last event, and the largest of as
   * many looks as there are systems (Sidak). Null where nothing is left to test.
   */
  readonly risingPStrict: number | null;
  readonly verdict: "rising" | "falling" | "no trend shown" | "too few to say";
  readonly sentence: string;
}

export interface LedgerResult {
  readonly schema: "hoarfrost/ledger/1";
  readonly id: string;
  readonly title: string;
  readonly confidence: number;
  readonly severityFrom: number;
  readonly all: LedgerRow;
  readonly systems: readonly LedgerRow[];
  readonly exposures: readonly {
    readonly measure: string;
    readonly amount: number;
    readonly low: number;
    readonly high: number;
    readonly confidence: string;
    readonly source: string;
    /** Events that this exposure is the measure of. */
    readonly counts: readonly string[];
    /** For each unit of the exposure; the interval holds for its central amount. */
    readonly perUnit: RateEstimate;
  }[];
  readonly anomalies: readonly {
    readonly id: string;
    readonly date: string;
    readonly system: string;
    readonly vehicle: string;
    readonly severity: number;
    readonly what: string;
    readonly number: string | null;
    readonly confidence: string;
    readonly source: string;
  }[];
  /** Outside the period or the segment: shown, never counted. */
  readonly precedents: readonly { readonly at: string; readonly what: string; readonly source: string }[];
  readonly caveats: readonly string[];
}

const SIGNIFICANT = 0.05;
/** Fewer events than this get no verdict. */
const FEWEST = 3;

/** The shipped list, relative to this file in source and in build. */
export const shippedLedger = new URL("../../library/ledger/russian-segment.yaml", import.meta.url);

function oneIn(p: number): string {
  if (p >= 0.1) return `${Math.round(p * 100)} in 100`;
  const odds = 1 / p;
  const rounded = Number(odds.toPrecision(2));
  return `1 in ${rounded.toLocaleString("en")}`;
}

function rounded(value: number): string {
  return Number(value.toPrecision(2)).toString();
}

/** What may fairly be said of a record, small numbers and the choice of the window included. */
function fairly(
  row: Pick<LedgerRow, "title" | "years" | "laplace" | "crowAmsaa" | "risingPStrict">,
  count: number,
): Pick<LedgerRow, "verdict" | "sentence"> {
  const { title, years, laplace, crowAmsaa: fit, risingPStrict } = row;
  const head = `${title}: ${count} ${count === 1 ? "event" : "events"} in ${years.toFixed(1)} years`;
  if (count < FEWEST || !laplace || laplace.risingPExact === null)
    return { verdict: "too few to say", sentence: `${head}: too few to tell a trend from chance.` };
  const rising = laplace.risingPExact;
  const growth = fit
    ? `; growth exponent ${fit.beta.toFixed(1)}, ${Math.round(fit.betaInterval.confidence * 100)} % between ${rounded(fit.betaInterval.low)} and ${rounded(fit.betaInterval.high)}`
    : "";
  const few = count < 6 ? `; ${count} events fix no rate: these are exact chances, not estimates` : "";
  if (rising < SIGNIFICANT) {
    const strict = risingPStrict ?? 1;
    const held = strict < SIGNIFICANT;
    return {
      verdict: held ? "rising" : "no trend shown",
      sentence:
        `${head}: so late a crowding has a chance of ${oneIn(rising)} at constant rate` +
        `, ${oneIn(strict)} once the choice of window and of system is allowed for${growth}` +
        `${held ? "" : ": not enough to say that the rate rises"}${few}` +
        `${held && count <= FEWEST ? "; should two of them share a cause, too few are left to say anything" : ""}.`,
    };
  }
  if (1 - rising < SIGNIFICANT)
    return {
      verdict: "falling",
      sentence: `${head}: so early a crowding has a chance of ${oneIn(1 - rising)} at constant rate${growth}${few}.`,
    };
  return {
    verdict: "no trend shown",
    sentence: `${head}: events as late as these have a chance of ${oneIn(rising)} at constant rate${growth}; no trend is shown${few}.`,
  };
}

function rowOf(
  what: { readonly id: string; readonly title: string; readonly observed: Period },
  events: readonly { readonly id: string; readonly timeS: number }[],
  confidence: number,
  looks: number,
): LedgerRow {
  const { fromS, untilS } = what.observed;
  const years = (untilS - fromS) / YEAR_S;
  const times = events.map(({ timeS }) => (timeS - fromS) / YEAR_S);
  const record: EventRecord | null = times.length > 0 ? { times, length: years, truncation: "time" } : null;
  const laplace = record && laplaceTrend(record);
  const stopped = record && laplaceTrend(stoppedAtLast(record));
  const fit = record && crowAmsaa(record, confidence);
  const stoppedP = stopped?.risingPExact ?? null;
  const half = years / 2;
  const late = times.filter((t) => t > half).length;
  const facts = {
    title: what.title,
    years,
    laplace,
    laplaceStoppedAtLast: stopped,
    crowAmsaa: fit && record ? { ...fit, fitP: powerLawFitP(record) } : null,
    risingPStrict: stoppedP === null ? null : -Math.expm1(looks * Math.log1p(-stoppedP)),
  };
  return {
    system: what.id,
    from: dateText(fromS),
    until: dateText(untilS),
    events: events.map(({ id, timeS }) => ({ id, date: dateText(timeS) })),
    perYear: rateEstimate({ events: times.length, exposure: years }, confidence),
    powerLaw: record && powerLawTrend(record),
    change: rateChange(
      { events: times.length - late, exposure: half },
      { events: late, exposure: half },
      confidence,
    ),
    ...facts,
    ...fairly(facts, times.length),
  };
}

/**
 * Counts a ledger: rates, trend tests and change by system, with a sentence that says what small numbers allow. Throws a
 * RangeError that lists every problem of the file.
 */
export function assessLedger(options: LedgerOptions): LedgerResult {
  const { yaml, fileName, severityFrom = 1, confidence = 0.9 } = options;
  const read = readLedger(yaml, fileName);
  if (!read.ok) throw new RangeError(read.problems.join("\n"));
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`a confidence is between 0 and 1, got ${confidence}`);
  const { ledger } = read;
  const counted = ledger.anomalies.filter(({ severity }) => severity >= severityFrom);
  const inPeriod = (period: Period) =>
    counted.filter(({ timeS }) => timeS > period.fromS && timeS <= period.untilS);
  const looks = ledger.systems.length;
  return {
    schema: "hoarfrost/ledger/1",
    id: ledger.id,
    title: ledger.title,
    confidence,
    severityFrom,
    all: rowOf(
      { id: "all", title: "All systems", observed: ledger.observed },
      inPeriod(ledger.observed),
      confidence,
      1,
    ),
    systems: ledger.systems.map((system) =>
      rowOf(
        system,
        counted.filter((anomaly) => anomaly.system === system.id),
        confidence,
        looks,
      ),
    ),
    exposures: ledger.exposures.map(
      ({ measure, amount, low, high, counts: ids, confidence: sure, source }) => {
        const counts = ids.filter((id) => counted.some((anomaly) => anomaly.id === id));
        return {
          measure,
          amount,
          low,
          high,
          confidence: sure,
          source,
          counts,
          perUnit: rateEstimate({ events: counts.length, exposure: amount }, confidence),
        };
      },
    ),
    anomalies: counted.map((anomaly) => ({
      id: anomaly.id,
      date: anomaly.precision === "month" ? dateText(anomaly.timeS).slice(0, 7) : dateText(anomaly.timeS),
      system: anomaly.system,
      vehicle: anomaly.vehicle,
      severity: anomaly.severity,
      what: anomaly.what,
      number: anomaly.number ? `${anomaly.number.what} ${anomaly.number.text}` : null,
      confidence: anomaly.confidence,
      source: anomaly.source,
    })),
    precedents: ledger.precedents.map(({ at, what, source }) => ({ at, what, source })),
    caveats: [
      ledger.selection,
      "Exact tests answer for small numbers, not for how the list came about: a window chosen because of its events makes every chance too small.",
      "Events with a common cause are not independent; two leaks of one cause are one draw.",
    ],
  };
}
