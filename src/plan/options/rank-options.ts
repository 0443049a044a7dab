import { type SeatCoverage, seatCoverage } from "../seats/seat-coverage.ts";
import type { Station } from "../station/station.ts";
import { buildModel, type PlanModel, require } from "./build-model.ts";
import { type DecodedPlan, decodePlan } from "./decode-plan.ts";
import { greedyPlan } from "./greedy-plan.ts";
import type { LinearModel } from "./linear-model.ts";
import type { PlanCase } from "./plan-case.ts";
import type { PlanRules, RuleName } from "./plan-rules.ts";
import type { Solver } from "./solver.ts";

const DAY_S = 86_400;

/** What a plan costs people, in days. */
export interface PlanToll {
  readonly noSeatPersonDays: number;
  readonly emergencySeatPersonDays: number;
  readonly deckPersonDays: number;
}

export interface PlanOption extends DecodedPlan {
  readonly title: string;
  /** Sum of the costs of the rules file; fewer is better. Null for a plan that no model priced. */
  readonly points: number | null;
  readonly provenOptimal: boolean;
  /** What this option does that others do not. */
  readonly strategy: readonly string[];
  readonly toll: PlanToll;
  readonly coverage: SeatCoverage;
}

/** A rule in a conflict, with its words and where they come from. */
export interface RuleInConflict {
  readonly rule: string;
  readonly says: string;
  readonly source: string | null;
}

/** Something that cannot be done: waive any one of these and it can. */
export interface Refusal {
  readonly title: string;
  /** Empty where no rule stands in the way but ships, ports and seats themselves. */
  readonly conflict: readonly RuleInConflict[];
}

export interface PlanAnswer {
  readonly options: readonly PlanOption[];
  /** Proposals that were tried: refused, or with the points that they cost. */
  readonly refused: readonly Refusal[];
  readonly tried: readonly { readonly title: string; readonly points: number }[];
  /** Set if no plan keeps all rules; the options then waive the rules named here. */
  readonly infeasible: Refusal | null;
  readonly model: { readonly variables: number; readonly constraints: number };
}

export interface RankLimits {
  /** Options wanted. */
  readonly count: number;
  /** For one solve. */
  readonly solveLimitS: number;
  readonly proposals: boolean;
}
const DEFAULTS: RankLimits = { count: 3, solveLimitS: 10, proposals: false };

/**
 * The best plans that differ in strategy, best first; what stands against proposals that cannot be; and, where nothing can
 * be, the smallest set of rules in conflict. Each plan is checked again by the traffic check and the seat matching.
 */
export async function rankOptions(
  planCase: PlanCase,
  solver: Solver,
  wanted: Partial<RankLimits> = {},
): Promise<PlanAnswer> {
  const limits = { ...DEFAULTS, ...wanted };
  const built = buildModel(planCase);
  const options: PlanOption[] = [];
  const refused: Refusal[] = [];
  const tried: { title: string; points: number }[] = [];
  let infeasible: Refusal | null = null;
  let waived: ReadonlySet<string> = new Set();

  const first = await solver.solve(built.model.toLp(), limits.solveLimitS);
  if (first.status === "gave-up") {
    const plan = greedyPlan(planCase);
    return {
      options: [
        {
          ...plan,
          ...judged(plan),
          title: "earliest replacement",
          points: null,
          provenOptimal: false,
          strategy: [],
        },
      ],
      refused,
      tried,
      infeasible,
      model: built.model.size,
    };
  }
  if (first.status === "infeasible") {
    const conflict = await smallestConflict(built.model, solver, limits.solveLimitS);
    infeasible = { title: "any plan", conflict: describe(planCase.rules, conflict) };
    waived = new Set(await relaxation(built.model, solver, limits.solveLimitS));
  }

  const model = built.model.branch();
  for (let i = 0; i < limits.count; i++) {
    const solution =
      i === 0 && infeasible === null ? first : await solver.solve(model.toLp(waived), limits.solveLimitS);
    if (solution.status !== "optimal" && solution.status !== "feasible") break;
    const { values } = solution;
    const plan = decodePlan(planCase, built, values);
    const strategy = taken(built, values);
    options.push({
      ...plan,
      ...judged(plan),
      title: titleOf(planCase, plan),
      points: built.model.costOf(values),
      provenOptimal: solution.status === "optimal",
      strategy,
    });
    exclude(model, built, new Set(strategy));
  }
  // A solve that ran out of time may come out behind one that follows it.
  options.sort((a, b) => a.points! - b.points!);
  if (limits.proposals)
    for (const proposal of planCase.rules.proposals ?? []) {
      const branch = built.model.branch();
      for (const requirement of proposal.require) require(planCase, built, branch, requirement);
      const solution = await solver.solve(branch.toLp(waived), limits.solveLimitS);
      if (solution.status === "infeasible") {
        const conflict = await smallestConflict(branch, solver, limits.solveLimitS);
        refused.push({ title: proposal.title, conflict: describe(planCase.rules, conflict) });
      } else if (solution.status !== "gave-up")
        tried.push({ title: proposal.title, points: built.model.costOf(solution.values) });
    }
  return { options, refused, tried, infeasible, model: built.model.size };
}

/**
 * The smallest set of rules that cannot all be kept, by deletion filtering: what can be waived while the model stays
 * infeasible is not part of the conflict. Rules are tried in blocks that are halved until one rule is left. "Smallest" in
 * the sense that no rule of it can be left out; if a solve gives up its rule is kept, so the set may then be too large.
 */
export async function smallestConflict(
  model: LinearModel,
  solver: Solver,
  limitS: number,
): Promise<string[]> {
  const waived = new Set<string>();
  const without = async (rules: readonly string[]) => {
    const lp = model.toLp(new Set([...waived, ...rules]), "no costs");
    return (await solver.solve(lp, limitS)).status === "infeasible";
  };
  const shrink = async (rules: readonly string[]): Promise<void> => {
    if (await without(rules)) {
      for (const rule of rules) waived.add(rule);
      return;
    }
    if (rules.length === 1) return;
    const middle = Math.ceil(rules.length / 2);
    await shrink(rules.slice(0, middle));
    await shrink(rules.slice(middle));
  };
  // Rules that merely expect a ship are rarely to blame: first, as one block.
  const all = model.rules();
  const expected = all.filter((rule) => rule.startsWith("expected "));
  if (expected.length > 0) await shrink(expected);
  const others = all.filter((rule) => !rule.startsWith("expected "));
  if (others.length > 0) await shrink(others);
  return all.filter((rule) => !waived.has(rule));
}

/** Rules to waive until a plan exists, those about people's safety last, what nature took away never. */
async function relaxation(model: LinearModel, solver: Solver, limitS: number): Promise<string[]> {
  const fixed = (rule: string) => /^(lost|unfit|blocked) /.test(rule);
  const order = [
    "home-by",
    "handover",
    "docked-life",
    "cosmonaut-aboard",
    "astronaut-aboard",
    "replacement-first",
  ];
  const late = [
    "place-for-everyone",
    "deck-places",
    "liners-move-from",
    "deck-is-no-way-home",
    "impaired-carries-nobody-home",
  ];
  const all = model.rules().filter((rule) => !fixed(rule));
  const sequence = [
    ...all.filter((rule) => rule.startsWith("expected ")),
    ...["place-for-everyone", ...order, ...late.slice(1)].filter((rule) => all.includes(rule)),
  ];
  const waived: string[] = [];
  for (const rule of sequence) {
    waived.push(rule);
    if ((await solver.solve(model.toLp(new Set(waived), "no costs"), limitS)).status === "infeasible")
      continue;
    // Take back what was waived in vain.
    for (const earlier of [...waived]) {
      const without = new Set(waived.filter((other) => other !== earlier));
      if ((await solver.solve(model.toLp(without, "no costs"), limitS)).status !== "infeasible")
        waived.splice(waived.indexOf(earlier), 1);
    }
    return waived;
  }
  return waived;
}

function taken(built: PlanModel, values: ReadonlyMap<string, number>): string[] {
  return [...built.strategy]
    .filter(([, terms]) => terms.reduce((sum, [c, name]) => sum + c * (values.get(name) ?? 0), 0) > 0.5)
    .map(([name]) => name);
}

/** Forbids this combination of strategic choices, so that the next best differs from it in kind. */
function exclude(model: LinearModel, built: PlanModel, strategy: ReadonlySet<string>): void {
  const terms = [...built.strategy].flatMap(([name, expression]) =>
    expression.map(([c, variable]) => [strategy.has(name) ? -c : c, variable] as const),
  );
  model.constrain(null, terms, ">=", 1 - strategy.size);
}

function judged({ station }: { readonly station: Station }): { toll: PlanToll; coverage: SeatCoverage } {
  const coverage = seatCoverage(station);
  const sum = (standing: string) =>
    coverage.intervals.reduce(
      (total, { fromS, untilS, seatings }) =>
        total + ((untilS - fromS) / DAY_S) * seatings.filter((seat) => seat.standing === standing).length,
      0,
    );
  return {
    coverage,
    toll: {
      noSeatPersonDays: sum("none"),
      emergencySeatPersonDays: sum("emergency"),
      deckPersonDays: sum("deck"),
    },
  };
}

function titleOf(planCase: PlanCase, plan: DecodedPlan): string {
  const crewShips = planCase.ships.filter(({ type }) => type.seats > 0);
  const parts: string[] = [];
  for (const ship of crewShips) {
    const steps = plan.steps.filter((step) => step.ship === ship.id);
    const arrival = steps.find(({ kind }) => kind === "arrive");
    if (arrival !== undefined && !ship.mustArrive)
      parts.push(`${ship.name} ${arrival.people.length === 0 ? "without crew" : "with crew"}`);
    if (ship.docked !== null && ship.fitness[0]!.fitness !== "good") {
      const leaves = steps.find(({ kind }) => kind === "leave");
      parts.push(
        leaves === undefined
          ? `${ship.name} stays`
          : `${ship.name} down ${leaves.people.length === 0 ? "empty" : `with ${leaves.people.length}`}`,
      );
    }
  }
  const decked = plan.steps.filter(({ kind, text }) => kind === "move-liner" && text.includes("cargo deck"));
  parts.push(
    decked.length === 0
      ? "no liner on a deck"
      : `${new Set(decked.flatMap(({ people }) => people)).size} on a cargo deck`,
  );
  return parts.join(", ");
}

function describe(rules: PlanRules, conflict: readonly string[]): RuleInConflict[] {
  return conflict.map((rule) => {
    const known = rules.rules[rule as RuleName];
    const [kind, name = ""] = rule.split(" ");
    if (known !== undefined) {
      const source = known.source === undefined ? null : (rules.sources[known.source]?.title ?? known.source);
      return { rule, says: known.says, source };
    }
    const says =
      kind === "lost"
        ? `${name} does not come (what-if)`
        : kind === "unfit"
          ? `${name} may carry nobody`
          : kind === "blocked"
            ? `no ship may dock at ${name} (what-if)`
            : `${name} comes as expected`;
    return { rule, says, source: null };
  });
}
