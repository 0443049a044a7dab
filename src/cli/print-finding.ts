import pc from "picocolors";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { Band, Finding, LeakFinding } from "../watch/finding.ts";

/** Three significant digits with a true minus sign: never finer than a band deserves. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  const text =
    Math.abs(value) >= 1000
      ? Math.round(value).toLocaleString("en-US")
      : Number(value.toPrecision(3)).toString();
  return text.replace("-", "−");
}

export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown";
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return `${Math.round(seconds)} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${(seconds / 86_400).toFixed(1)} days`;
}

function bandText(band: Band, factor: number, unit: string): string {
  const [median, low, high] = [band.median, band.p05, band.p95].map((value) => significant(factor * value));
  return `${median} ${unit} (${low} to ${high})`;
}

function clock(timeS: number): string {
  return new Date(timeS * 1000).toISOString().slice(11, 19);
}

/** What a rate in parts a day is a part of, in words. */
export function fractionMeaning(loop: LoopDescription): string {
  switch (loop.inventory.kind) {
    case "pressure-proxy":
      return "% of static pressure a day";
    case "accumulator-quantity":
      return "% of accumulator scale a day";
    case "gas-pressure":
      return "% of charge a day";
  }
}

function leakText(finding: LeakFinding, loop: LoopDescription): string {
  const parts: string[] = [];
  if (finding.rateKgPerS) parts.push(bandText(finding.rateKgPerS, 1000, "g/s"));
  else if (finding.rateFractionPerDay)
    parts.push(bandText(finding.rateFractionPerDay, 100, fractionMeaning(loop)));
  if (finding.holeDiameterM) parts.push(`hole ${bandText(finding.holeDiameterM, 1000, "mm")}`);
  if (finding.inventoryKg) parts.push(`left ${bandText(finding.inventoryKg, 1, "kg")}`);
  if (finding.timeToEmptyS) {
    const { median, p05, p95 } = finding.timeToEmptyS;
    parts.push(`empty in ${duration(median)} (${duration(p05)} to ${duration(p95)})`);
  }
  parts.push(
    `since ${clock(finding.onset.medianS)} (${clock(finding.onset.p05S)} to ${clock(finding.onset.p95S)})`,
  );
  return parts.join(" · ");
}

const PHASE = {
  confirmed: () => pc.red("▲ LEAK CONFIRMED"),
  suspected: () => pc.yellow("◆ leak suspected"),
  ended: () => pc.green("○ leak ended"),
} as const;

/**
 * One finding as a line for a person. Status is a word and a shape, colour only repeats it; what only brings a known leak up to
 * date (`isNews` false) is told quietly.
 */
export function printFinding(finding: Finding, loop: LoopDescription, isNews = true): string {
  const head = `${finding.time.slice(0, 19).replace("T", " ")}  ${pc.bold(loop.id.padEnd(14))}`;
  switch (finding.type) {
    case "leak":
      return `${head} ${isNews ? PHASE[finding.phase]() : pc.dim(`  ${finding.phase}`)}  ${leakText(finding, loop)}`;
    case "state":
      return `${head} ${pc.dim(`${finding.from} → ${finding.state}`)}  ${finding.reason}`;
    case "blind":
      return `${head} ${finding.blind ? pc.magenta("▨ blind") : pc.dim("sees again")}  ${finding.reason}`;
    case "fault":
      return `${head} ${pc.yellow("◇ oddity")}  ${finding.channel} ${finding.problem}`;
    case "alarm":
      return `${head} ${finding.active ? pc.red("alarm") : "alarm over"}  ${finding.message}`;
  }
}
