import { writeInstant } from "../station/instant.ts";
import type { PlanCase } from "./plan-case.ts";
import type { PlanAnswer, PlanOption } from "./rank-options.ts";

const DAY_S = 86_400;
const MARKS = { good: "=", deck: "d", emergency: "!", none: "X" } as const;

/** Ships and people against time as text: one character a step, `=` good, `d` on a deck, `!` emergency only, `X` no seat. */
export function renderGantt(option: PlanOption, columns = 72): string {
  const { station, coverage } = option;
  const stepS = (station.untilS - station.fromS) / columns;
  const at = (column: number) => station.fromS + (column + 0.5) * stepS;
  const line = (name: string, mark: (timeS: number) => string) =>
    `  ${name.padEnd(20)}${Array.from({ length: columns }, (_, i) => mark(at(i))).join("")}`;
  const lines = [line("", () => " ").trimEnd()];
  let months = "";
  for (let i = 0; i < columns; ) {
    const month = new Date(at(i) * 1000).toISOString().slice(0, 7);
    let width = 0;
    while (i + width < columns && new Date(at(i + width) * 1000).toISOString().startsWith(month)) width++;
    months += (width >= 3 ? `|${month.slice(5)}` : "|").padEnd(width);
    i += width;
  }
  lines[0] = `  ${"month".padEnd(20)}${months}`;
  for (const ship of Object.values(station.ships)) {
    if (station.shipTypes[ship.type]!.seats === 0) continue;
    lines.push(
      line(ship.name, (timeS) => {
        if (!ship.stays.some(({ fromS, untilS }) => fromS <= timeS && timeS < untilS)) return ".";
        const health = ship.health.filter(({ fromS }) => fromS <= timeS).at(-1)?.fitness ?? "good";
        return { good: "=", "emergency-only": "!", unfit: "X" }[health];
      }),
    );
  }
  lines.push("");
  for (const [id, person] of Object.entries(station.people)) {
    lines.push(
      line(person.name, (timeS) => {
        const interval = coverage.intervals.find(({ fromS, untilS }) => fromS <= timeS && timeS < untilS);
        const seat = interval?.seatings.find((entry) => entry.person === id);
        return seat === undefined ? "." : MARKS[seat.standing];
      }),
    );
  }
  lines.push("", "  = good   d liner on a deck   ! emergency only   X none   . not there");
  return lines.join("\n");
}

/** Choices in words, by the first word of their names. */
const CHOICES: Record<string, (ship: string) => string> = {
  deck: () => "a liner on a cargo deck",
  empty: (ship) => `${ship} comes without crew`,
  crewed: (ship) => `${ship} comes with its crew`,
  returns: (ship) => `${ship} leaves`,
  home: (ship) => `they go home in ${ship}`,
};

function unlike({ ships }: PlanCase, own: readonly string[], first: readonly string[]): string {
  const words = (choice: string) => {
    const [kind = "", id] = choice.split(" ");
    return CHOICES[kind]?.(ships.find((ship) => ship.id === id)?.name ?? "") ?? choice;
  };
  const parts = [
    ...own.filter((choice) => !first.includes(choice)).map(words),
    ...first.filter((choice) => !own.includes(choice)).map((choice) => `not: ${words(choice)}`),
  ];
  return parts.length === 0 ? "who sits where" : parts.join("; ");
}

/** The answer of the planner as text: ranked options, the first in full, and what stands against the rest. */
export function renderAnswer(planCase: PlanCase, answer: PlanAnswer): string {
  const lines = [`${planCase.rules.title}: plans from ${writeInstant(planCase.rules["known-at"])} UTC`, ""];
  const { infeasible, options } = answer;
  // Said first: who reads no further must not take it for an answer.
  if (options.some(({ points }) => points === null))
    lines.push(
      `NOT A RANKED PLAN: ${answer.unfinished[0] ?? "the solver gave up"}. Shown is what a simple rule gives, the earliest replacement. Ask again when the machine is less busy.`,
      "",
    );
  if (infeasible !== null) {
    lines.push("No plan keeps all rules. These cannot all be kept:");
    for (const { says, source } of infeasible.conflict)
      lines.push(`  - ${says}${source === null ? "" : ` (${source})`}`);
    lines.push(
      "",
      options.length === 0 ? "No plan was found even with rules waived." : "Least bad, with rules waived:",
    );
  }
  for (const [i, option] of options.entries()) {
    const { toll, points } = option;
    const proof = option.provenOptimal ? "" : "  NOT PROVEN OPTIMAL";
    lines.push(
      `${String(i + 1).padStart(2)}  ${option.title}${proof}`,
      `      ${points === null ? "not priced" : `${points.toFixed(0)} points`}: ${toll.emergencySeatPersonDays.toFixed(0)} person-days on an emergency seat, ${toll.deckPersonDays.toFixed(0)} on a deck, ${toll.noSeatPersonDays.toFixed(0)} without a seat`,
    );
    for (const { says } of option.breaks) lines.push(`      against the rule: ${says}`);
    if (i > 0) lines.push(`      unlike 1: ${unlike(planCase, option.strategy, options[0]!.strategy)}`);
  }
  const best = options[0];
  if (best !== undefined) {
    lines.push("", "Steps of the first:");
    for (const { timeS, text, kind } of best.steps)
      if (kind !== "go-home") lines.push(`  ${new Date(timeS * 1000).toISOString().slice(0, 10)}  ${text}`);
    lines.push("", renderGantt(best));
  }
  if (answer.refused.length + answer.tried.length > 0) lines.push("", "Proposals:");
  for (const { title, conflict } of answer.refused) {
    lines.push(`  refused  ${title}`);
    if (conflict.length === 0)
      lines.push("           there are not the ships, ports or seats for it, whatever the rules");
    for (const { says } of conflict) lines.push(`           against: ${says}`);
  }
  for (const { title, points } of answer.tried)
    lines.push(`  possible ${title}: ${points.toFixed(0)} points`);
  if (answer.unfinished.length > 0)
    lines.push("", "Not finished:", ...answer.unfinished.map((text) => `  ${text}`));
  const days = ((planCase.rules.horizon - planCase.rules["known-at"]) / DAY_S).toFixed(0);
  lines.push("", `A decision aid. Costs are judgements in the rules file; ${days} days ahead.`);
  return lines.join("\n");
}
