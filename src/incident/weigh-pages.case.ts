// The measured parts of docs/claims.md and docs/cause.md: what the commands print of the shipped incidents today.
import { calibrate, NEAR_WORLD, ROUGH_WORLD } from "../cause/calibration.case.ts";
import {
  assessCause,
  countedInterval,
  FINDINGS,
  plotOdds,
  plotSisters,
  plotTornado,
  renderCause,
  SOURCE_TRUST,
  STANDARD_HYPOTHESES,
} from "../cause/index.ts";
import { assessClaims, plotClaim, plotClaims, QUANTITIES, renderClaims, shown } from "../claims/index.ts";
import { randomStream } from "../stats/index.ts";
import { openIncident } from "./find-incident.ts";

const fence = (text: string) => `\`\`\`text\n${text.trimEnd()}\n\`\`\``;

const MS_22 = "2022-12-15-soyuz-ms-22";
const MS_21 = "2023-02-11-progress-ms-21";

/** Verdicts whose pictures stand in docs/claims.md: conflicts of MS-22, one cause and one fact of MS-21. */
const SHOWN_CLAIMS: readonly (readonly [string, readonly string[]])[] = [
  [MS_22, ["hole-0-8-mm", "volume-and-pressure", "fifty-degrees", "sixty-to-seventy", "seven-km-per-second"]],
  [MS_21, ["hole-12-mm", "external-impact", "crew-in-no-danger"]],
];

/** What is asked for several times is worked out once. */
function once<T>(assess: (name: string) => T): (name: string) => T {
  const found = new Map<string, T>();
  return (name) => {
    const known = found.get(name) ?? assess(name);
    found.set(name, known);
    return known;
  };
}
const opened = once(openIncident);
const claimsOf = once((name) => assessClaims(opened(name).claims));
const causeOf = once((name) => assessCause(opened(name).cause));

/** Pictures of docs/claims.md and docs/cause.md, by path. */
export function pictures(): Readonly<Record<string, string>> {
  const causes = [causeOf(MS_22), causeOf(MS_21)] as const;
  return Object.fromEntries([
    ...[MS_22, MS_21, "2023-10-09-nauka-rtod"].map((name) => [
      `docs/claims/${name}.svg`,
      plotClaims(claimsOf(name)),
    ]),
    ...SHOWN_CLAIMS.flatMap(([name, ids]) => {
      const { claims: found } = claimsOf(name);
      return ids.map((id) => [`docs/claims/${id}.svg`, plotClaim(found.find((claim) => claim.id === id)!)]);
    }),
    ...[MS_22, MS_21].flatMap((name, i) => [
      [`docs/cause/odds-${name}.svg`, plotOdds(causes[i]!)],
      [`docs/cause/tornado-${name}.svg`, plotTornado(causes[i]!)],
    ]),
    ["docs/cause/sisters.svg", plotSisters(causes)],
  ]);
}

/** The table of `hoarfrost check` with all that follows it. */
export function claimsPart(name: string, whole: boolean): string {
  const text = renderClaims(claimsOf(name));
  const shownText = whole ? text : text.slice(0, text.indexOf("\n\nVerdicts by"));
  return `\`hoarfrost check ${name}\`\n\n${fence(shownText)}`;
}

/** What `hoarfrost cause` prints, down to its sources. */
export function causePart(name: string): string {
  const text = renderCause(causeOf(name));
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

const WORLDS = [
  NEAR_WORLD,
  { ...ROUGH_WORLD, name: "built otherwise, priors right", priorErrorLn: 0 },
  ROUGH_WORLD,
] as const;

/** Calibration on synthetic leaks, as bench/cause.ts prints it. */
export function calibrationTable(): string {
  const found = WORLDS.map((world) => ({ world, ...calibrate(300, 11, 60, world) }));
  const lines = [
    "300 synthetic leaks of each of six causes, seed 11 (`npx jiti bench/cause.ts 300 11`):",
    "",
    "| world | log score of the prior | of the posterior | gain | reliability slope | likeliest is true |",
    "|---|---|---|---|---|---|",
    ...found.map(
      ({ world, priorNat, posteriorNat, slope, hitRate }) =>
        `| ${world.name} | ${priorNat.toFixed(3)} nat | ${posteriorNat.toFixed(3)} nat | ${(priorNat - posteriorNat).toFixed(3)} nat | ${slope.toFixed(3)} | ${(100 * hitRate).toFixed(0)} % |`,
    ),
    "",
    "What was said and what happened, over all pairs of a leak and a cause:",
    "",
    `| ${WORLDS.map(({ name }) => `${name}: said | happened | pairs`).join(" | ")} |`,
    `|${"---|".repeat(3 * WORLDS.length)}`,
    ...found[0]!.bins.map(
      (_, bin) =>
        `| ${found
          .map(({ bins }) => {
            const { said, happened, count } = bins[bin]!;
            return `${(100 * said).toFixed(1)} % | ${(100 * happened).toFixed(1)} % | ${count}`;
          })
          .join(" | ")} |`,
    ),
  ];
  return lines.join("\n");
}

/** Where the rates come from that no flux gives, with the middle 90 % of each. */
export function rateTable(): string {
  const rows = STANDARD_HYPOTHESES.flatMap(({ id, name, rate, source }) => {
    if (rate.kind !== "counted") return [];
    const { low, median, high } = countedInterval(rate, randomStream(1).named(id), 20_000);
    const show = (value: number) => Number(value.toPrecision(2)).toString();
    return [`| ${name} | ${source} | ${show(median)} | ${show(low)} to ${show(high)} |`];
  });
  return ["| cause | counted | a year, median | 90 % |", "|---|---|---|---|", ...rows].join("\n");
}
