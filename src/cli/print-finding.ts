import pc from "picocolors";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { Finding, LeakFinding, Placing } from "../watch/finding.ts";
import { bandWords, duration, durationBandWords, instantBandWords, percentBandWords } from "./words.ts";

/** What a rate in parts a day is a part of, in words. */
export function fractionMeaning(loop: LoopDescription): string {
  switch (loop.inventory.kind) {
    case "pressure-proxy":
      return "of static pressure a day";
    case "accumulator-quantity":
      return "of accumulator scale a day";
    case "gas-pressure":
      return "of charge a day";
  }
}

function leakText(finding: LeakFinding, loop: LoopDescription): string {
  const parts: string[] = [];
  if (finding.rateKgPerS) parts.push(bandWords(finding.rateKgPerS, 1000, "g/s"));
  else if (finding.rateFractionPerDay)
    parts.push(percentBandWords(finding.rateFractionPerDay, fractionMeaning(loop)));
  if (finding.holeDiameterM) parts.push(`hole ${bandWords(finding.holeDiameterM, 1000, "mm")}`);
  if (finding.inventoryKg) parts.push(`left ${bandWords(finding.inventoryKg, 1, "kg")}`);
  if (finding.timeToEmptyS) {
    const { median, p95 } = finding.timeToEmptyS;
    if (median > 0) parts.push(`empty in ${durationBandWords(finding.timeToEmptyS)}`);
    else parts.push(p95 > 0 ? `empty, or within ${duration(p95)}` : "empty");
  }
  if (finding.placing) parts.push(placeWords(finding.placing));
  parts.push(`since ${instantBandWords(finding.onset, finding.timeS)}`);
  return parts.join(" · ");
}

/** Where it leaks, how sure that is, and what would tell most next. */
function placeWords({ place, set, toldApart, next }: Placing): string {
  const percent = (part: number) => `${Math.round(100 * part)} %`;
  const where =
    set.length === 1
      ? `in ${set[0]} (${percent(place[0]!.probability)})`
      : toldApart
        ? `in ${set.join(" or ")} (90 %)`
        : "place cannot be told apart from here";
  const best = next[0];
  if (best === undefined || set.length === 1) return where;
  const saves =
    best.savesKg === null || best.savesKg.untilEmpty < 0.1
      ? ""
      : `, keeps ${best.savesKg.untilEmpty.toPrecision(2)} kg`;
  return `${where}; next: ${best.action} (${best.gainBits.toFixed(1)} bit${saves})`;
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
      return `${head} ${pc.yellow("◇ oddity")}  ${finding.channel} ${finding.problem.replaceAll(/(?<= )-(?=\d)/g, "−")}`;
    case "alarm":
      return `${head} ${finding.active ? pc.red("alarm") : "alarm over"}  ${finding.message}`;
  }
}
