// The measured parts of docs/claims.md and docs/cause.md: what the commands print of the shipped incidents today.
import { calibrate } from "../cause/calibration.case.ts";
import { assessCause, FINDINGS, renderCause, SOURCE_TRUST } from "../cause/index.ts";
import { assessClaims, QUANTITIES, renderClaims, shown } from "../claims/index.ts";
import { openIncident } from "./find-incident.ts";

const fence = (text: string) => `\`\`\`text\n${text.trimEnd()}\n\`\`\``;

/** The table of `hoarfrost check` with all that follows it. */
export function claimsPart(name: string, whole: boolean): string {
  const text = renderClaims(assessClaims(openIncident(name).claims));
  const shownText = whole ? text : text.slice(0, text.indexOf("\n\nVerdicts by"));
  return `\`hoarfrost check ${name}\`\n\n${fence(shownText)}`;
}

/** What `hoarfrost cause` prints, down to its sources. */
export function causePart(name: string): string {
  const text = renderCause(assessCause(openIncident(name).cause));
  return `\`hoarfrost cause ${name}\`\n\n${fence(text.slice(0, text.indexOf("\n\nSources and reasons")))}`;
}

/** Quantities that a claims file can name, with their reference range. */
export function quantityTable(): string {
  const rows = Object.entries(QUANTITIES).map(([id, quantity]) => {
    const { low, high, log } = quantity.reference;
    return `| \`${id}\` | ${quantity.model} | ${shown(quantity, low)} to ${shown(quantity, high)} ${quantity.unit}, ${log ? "log" : "even"} |`;
  });
  return ["| quantity | model | reference range |", "|---|---|---|", ...rows].join("\n");
}

/** Shares of causes that show a finding. */
export function findingTable(): string {
  const causes = Object.keys(Object.values(FINDINGS)[0]!.share);
  const rows = Object.entries(FINDINGS).map(
    ([id, { share }]) => `| \`${id}\` | ${causes.map((cause) => share[cause]).join(" | ")} |`,
  );
  return [`| finding | ${causes.join(" | ")} |`, `|---|${causes.map(() => "---|").join("")}`, ...rows].join(
    "\n",
  );
}

export function trustTable(): string {
  return Object.entries(SOURCE_TRUST)
    .map(([name, trust]) => `${name} ${trust}`)
    .join(", ");
}

/** Calibration on synthetic leaks, as bench/cause.ts prints it. */
export function calibrationTable(): string {
  const found = calibrate(300, 1);
  const lines = [
    `${found.casesPerCause} synthetic leaks of each of six causes, seed 1 (\`npx jiti bench/cause.ts 300 1\`):`,
    "",
    `- log score: even prior ${found.priorNat.toFixed(3)} nat, posterior ${found.posteriorNat.toFixed(3)} nat, gain ${(found.priorNat - found.posteriorNat).toFixed(3)} nat`,
    `- reliability slope ${found.slope.toFixed(3)}`,
    `- the likeliest cause is the true one in ${(100 * found.hitRate).toFixed(0)} %; meteoroids and debris are hard to tell apart`,
    "",
    "| said | happened | pairs |",
    "|---|---|---|",
    ...found.bins.map(
      ({ said, happened, count }) =>
        `| ${(100 * said).toFixed(1)} % | ${(100 * happened).toFixed(1)} % | ${count} |`,
    ),
  ];
  return lines.join("\n");
}
