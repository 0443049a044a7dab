import type { LoopStatus, LoopSummary } from "../../../src/service/contract.ts";
import type { LeakFinding } from "../../../src/watch/finding.ts";
import {
  bandWords,
  clock,
  clockBeside,
  clockShort,
  dayAndYear,
  decimalsFor,
  decimalsOf,
  duration,
  falseAlarmPromise,
  percent,
  significant,
} from "./format.ts";
import { inventoryReading, massReading, type PressureUnit, type RateUnit, rateFactor } from "./units.ts";

/** One answer of the verdict strip: a number with unit and band, or why there is none. */
export interface VerdictCell {
  readonly name: string;
  readonly value: string | null;
  readonly unit?: string;
  readonly detail: string;
}

export interface VerdictInput {
  readonly loop: LoopSummary;
  readonly status: LoopStatus;
  readonly instantS: number;
  readonly pressureUnit: PressureUnit;
  readonly rateUnit: RateUnit;
}

export const leakOf = (status: LoopStatus): LeakFinding | null =>
  status.leak?.type === "leak" && status.leak.phase !== "ended" ? status.leak : null;

const unknown = (name: string, reason: string | undefined): VerdictCell => ({
  name,
  value: null,
  detail: reason ?? "the watch gives no reason",
});

function howFast(leak: LeakFinding, rateUnit: RateUnit): VerdictCell {
  const name = "how fast";
  if (leak.rateKgPerS !== null) {
    const words = bandWords(leak.rateKgPerS, rateFactor(rateUnit));
    const other: RateUnit = rateUnit === "g/s" ? "kg/day" : "g/s";
    const otherWords = bandWords(leak.rateKgPerS, rateFactor(other)).median;
    return { name, value: words.median, unit: rateUnit, detail: `${words.range} · ${otherWords} ${other}` };
  }
  if (leak.rateFractionPerDay !== null) {
    const words = bandWords(leak.rateFractionPerDay, 100);
    return { name, value: words.median, unit: "% a day", detail: `${words.range}, of what is in the loop` };
  }
  return unknown(name, leak.unavailable.rateKgPerS ?? leak.unavailable.rateFractionPerDay);
}

function since(leak: LeakFinding, instantS: number): VerdictCell {
  const { medianS, p05S, p95S } = leak.onset;
  const ago = `${duration(instantS - medianS)} ago`;
  const below = medianS - p05S;
  const above = p95S - medianS;
  const symmetric = Math.abs(below - above) <= 0.1 * Math.max(below, above);
  const coarse = p95S - p05S > 1200;
  const band = symmetric
    ? `± ${duration((below + above) / 2)}`
    : `${clockBeside(p05S, medianS, coarse)} to ${clockBeside(p95S, medianS, coarse)}`;
  const otherDay = dayAndYear(medianS) !== dayAndYear(instantS);
  return {
    name: "since",
    value: coarse ? clockShort(medianS) : clock(medianS),
    ...(otherDay ? { unit: dayAndYear(medianS) } : {}),
    detail: `${band} · ${ago}`,
  };
}

function left(leak: LeakFinding, loop: LoopSummary, pressureUnit: PressureUnit): VerdictCell {
  const name = "left";
  if (leak.inventoryKg === null) return unknown(name, leak.unavailable.inventoryKg);
  const { factor, unit } = massReading(pressureUnit);
  const words = bandWords(leak.inventoryKg, factor);
  const charge = loop.chargeKg?.median;
  return {
    name,
    value: words.median,
    unit: charge === undefined ? unit : `${unit} of ${decimalsOf(charge * factor, 1)}`,
    detail: charge ? `${words.range} · ${percent(leak.inventoryKg.median / charge)}` : words.range,
  };
}

function emptyAt(leak: LeakFinding, instantS: number): VerdictCell {
  const name = "empty at";
  if (leak.timeToEmptyS === null) return unknown(name, leak.unavailable.timeToEmptyS);
  const { median, p05, p95 } = leak.timeToEmptyS;
  const middle = leak.timeS + median;
  const otherDay = dayAndYear(middle) !== dayAndYear(instantS);
  const range = `${clockBeside(leak.timeS + p05, middle, true)} to ${clockBeside(leak.timeS + p95, middle, true)}`;
  return {
    name,
    value: clockShort(middle),
    ...(otherDay ? { unit: dayAndYear(middle) } : {}),
    detail: `${range} · in ${duration(middle - instantS)}`,
  };
}

const statisticWords = (nat: number): string =>
  Math.abs(nat) >= 100 ? decimalsOf(nat, 0) : decimalsOf(nat, 1);

function howSure(status: LoopStatus, loop: LoopSummary, name: string): VerdictCell {
  const nat = status.statisticNat ?? leakOf(status)?.statisticNat ?? null;
  const threshold = status.confirmNat ?? leakOf(status)?.thresholdNat ?? null;
  if (nat === null || threshold === null) return unknown(name, "no statistic without data");
  return {
    name,
    value: statisticWords(nat),
    unit: "nat",
    detail: `confirmed above ${decimalsOf(threshold, 1)}: ${falseAlarmPromise(loop.meanTimeBetweenFalseAlarmsS)}`,
  };
}

/** What a leak asks: how fast, since when, how much is left, until when, how sure. */
export function leakCells(leak: LeakFinding, input: VerdictInput): readonly VerdictCell[] {
  return [
    howFast(leak, input.rateUnit),
    since(leak, input.instantS),
    left(leak, input.loop, input.pressureUnit),
    emptyAt(leak, input.instantS),
    howSure(input.status, input.loop, "how sure"),
  ];
}

/** What a loop without a leak shows instead: the evidence that there is none, or that nobody can tell. */
export function quietCells({ loop, status, instantS, pressureUnit }: VerdictInput): readonly VerdictCell[] {
  const reading = inventoryReading(loop.inventoryUnit, pressureUnit);
  const { measured, residual, expectedSd, lastDataS } = status;
  const show = (value: number): string =>
    decimalsOf(value * reading.factor, decimalsFor(value * reading.factor, 3));
  const ageS = lastDataS === null ? null : instantS - lastDataS;
  const old = status.state === "blind";
  const expected = measured === null || residual === null ? null : measured - residual;
  const half = expectedSd === null ? null : 1.645 * expectedSd;
  return [
    {
      name: `${status.state} since`,
      value: clockShort(status.sinceS),
      ...(dayAndYear(status.sinceS) === dayAndYear(instantS) ? {} : { unit: dayAndYear(status.sinceS) }),
      detail: `for ${duration(instantS - status.sinceS)}`,
    },
    measured === null
      ? unknown("measured", "no sample yet")
      : {
          name: old ? "last measured" : "measured",
          value: show(measured),
          unit: reading.unit,
          detail:
            expected === null || half === null
              ? "no expectation at this instant"
              : `expected ${show(expected - half)} to ${show(expected + half)}`,
        },
    residual === null
      ? unknown("residual", old ? "nothing to compare without data" : "no expectation yet")
      : {
          name: "residual",
          ...(expectedSd !== null && expectedSd > 0
            ? { value: decimalsOf(residual / expectedSd, 1), unit: "σ" }
            : { value: significant(residual * reading.factor), unit: reading.unit }),
          detail: `${residual < 0 ? "below" : "above"} what is expected`,
        },
    howSure(status, loop, "detection statistic"),
    ageS === null
      ? unknown("last data", "none so far")
      : { name: "last data", value: duration(ageS), unit: "ago", detail: `${clock(lastDataS!)} UTC` },
  ];
}
