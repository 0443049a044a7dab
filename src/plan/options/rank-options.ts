import { type SeatCoverage, seatCoverage } from "../seats/seat-coverage.ts";
import type { Station } from "../station/station.ts";
import { buildModel, type PlanModel, require } from "./build-model.ts";
import { deadlineAt, LEAST_SOLVE_S } from "./deadline.ts";
import { type DecodedPlan, decodePlan } from "./decode-plan.ts";
import { greedyPlan } from "./greedy-plan.ts";
import type { LinearModel } from "./linear-model.ts";
import type { PlanCase } from "./plan-case.ts";
import type { PlanRules, RuleName } from "./plan-rules.ts";
import { smallestConflict } from "./smallest-conflict.ts";
import type { Solver } from "./solver.ts";
import { findWaivers } from "./waivers.ts";

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
  /** Rules that it breaks: shown where no other way keeps them all, after those that do. */
  readonly breaks: readonly RuleInConflict[];
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
  /** What there was no time for, in sentences; empty if everything was finished. */
  readonly unfinished: readonly string[];
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
  /** Seconds gone on a clock of the caller's; without one nothing is cut short but single solves. */
  readonly clockS?: () => number;
  /** For the whole answer, on that clock. */
  readonly budgetS: number;
}
const DEFAULTS: RankLimits = { count: 3, solveLimitS: 10, proposals: false, budgetS: 28 };
/** Shares of the budget by which there is a first plan; where there is none, rules to waive; and the least bad plans. */
const SHARES = { first: 0.6, waivers: 0.7, leastBad: 0.85 };
/** Combinations of choices that turn out to be a plan already told are passed over, so many times at most. */
const MOST_REPEATS = 3;

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

  const unfinished: string[] = [];
  const clockS = limits.clockS ?? (() => 0);
  const startS = clockS();
  const until = (share: number) => deadlineAt(clockS, startS + share * limits.budgetS, limits.solveLimitS);
  // Everything else needs the first plan: on a busy machine it may take what the others would have had.
  const firstLimitS = limits.clockS === undefined ? limits.solveLimitS : SHARES.first * limits.budgetS;
  const first = await solver.solve(built.model.toLp(), firstLimitS);
  if (first.status === "gave-up") {
    unfinished.push(
      `no plan was found in ${firstLimitS.toFixed(0)} s, and none was shown to be impossible (${first.why})`,
    );
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
          breaks: [],
        },
      ],
      unfinished,
      refused,
      tried,
      infeasible,
      model: built.model.size,
    };
  }
  if (first.status === "infeasible") {
    const found = await findWaivers(built.model, solver, until(SHARES.waivers));
    if (!found.proven) unfinished.push("there was no time to waive as few rules as possible");
    waived = new Set(found.rules);
  }

  const model = built.model.branch();
  const isImpossible = first.status === "infeasible";
  const forOptions = until(isImpossible ? SHARES.leastBad : 1);
  const told = new Set<string>();
  for (let i = 0; options.length < limits.count && i < limits.count + MOST_REPEATS; i++) {
    const limitS = forOptions.next();
    if (limitS === null && (i > 0 || isImpossible)) {
      unfinished.push(
        `${options.length} of ${limits.count} options were found in ${limits.budgetS} s; there may be more`,
      );
      break;
    }
    const solution =
      i === 0 && !isImpossible ? first : await solver.solve(model.toLp(waived), limitS ?? LEAST_SOLVE_S);
    if (solution.status === "gave-up")
      unfinished.push(
        `the search for option ${options.length + 1} was given up after ${(limitS ?? LEAST_SOLVE_S).toFixed(0)} s`,
      );
    if (solution.status === "infeasible" && i > 0 && !isImpossible) {
      // No further way keeps all rules: the next ones say which they would break.
      const found = await findWaivers(model, solver, forOptions);
      if (!found.proven) unfinished.push("other ways may break fewer rules than they are shown to");
      if (found.rules.length === 0 || found.rules.every((rule) => waived.has(rule))) break;
      waived = new Set(found.rules);
      continue;
    }
    if (solution.status !== "optimal" && solution.status !== "feasible") break;
    const { values } = solution;
    const plan = decodePlan(planCase, built, values);
    const strategy = taken(built, values);
    exclude(model, built, new Set(strategy));
    const steps = plan.steps.map(({ timeS, text }) => `${timeS} ${text}`).join("\n");
    if (told.has(steps)) continue;
    told.add(steps);
    options.push({
      ...plan,
      ...judged(plan),
      title: titleOf(planCase, plan, strategy, isImpossible ? [] : [...waived]),
      points: built.model.costOf(values),
      provenOptimal: solution.status === "optimal",
      strategy,
      breaks: isImpossible ? [] : describe(planCase.rules, [...waived]),
    });
  }
  // A solve that ran out of time may come out behind one that follows it.
  options.sort((a, b) => a.breaks.length - b.breaks.length || a.points! - b.points!);
  if (isImpossible) {
    const conflict = await smallestConflict(built.model, solver, until(1));
    if (!conflict.smallest)
      unfinished.push("there was no time to make the set of rules in conflict as small as it can be");
    infeasible = { title: "any plan", conflict: describe(planCase.rules, conflict.rules) };
  }
  if (limits.proposals)
    for (const proposal of planCase.rules.proposals ?? []) {
      const branch = built.model.branch();
      for (const requirement of proposal.require) require(planCase, built, branch, requirement);
      const solution = await solver.solve(branch.toLp(waived), limits.solveLimitS);
      if (solution.status === "infeasible") {
        const unhurried = deadlineAt(() => 0, Number.POSITIVE_INFINITY, limits.solveLimitS);
        const { rules } = await smallestConflict(branch, solver, unhurried);
        refused.push({ title: proposal.title, conflict: describe(planCase.rules, rules) });
      } else if (solution.status !== "gave-up")
        tried.push({ title: proposal.title, points: built.model.costOf(solution.values) });
    }
  return { options, unfinished, refused, tried, infeasible, model: built.model.size };
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

function titleOf(
  { ships }: PlanCase,
  plan: DecodedPlan,
  strategy: readonly string[],
  breaks: readonly string[],
): string {
  const chosen = (kind: string) =>
    ships.filter(({ id }) => strategy.includes(`${kind} ${id}`)).map(({ name }) => name);
  const parts = [
    ...chosen("empty").map((name) => `${name} without crew`),
    ...chosen("crewed").map((name) => `${name} with crew`),
  ];
  for (const ship of ships) {
    if (ship.type.seats === 0 || ship.docked === null || ship.fitness[0]!.fitness === "good") continue;
    const leaves = plan.steps.find((step) => step.ship === ship.id && step.kind === "leave");
    const people = leaves?.people.length === 0 ? "empty" : `with ${leaves?.people.length}`;
    parts.push(leaves === undefined ? `${ship.name} stays` : `${ship.name} down ${people}`);
  }
  const home = chosen("home");
  if (home.length > 0) parts.push(`home in ${home.join(" and ")}`);
  const decked = plan.steps.filter(({ kind, text }) => kind === "move-liner" && text.includes("cargo deck"));
  parts.push(
    decked.length === 0
      ? "no liner on a deck"
      : `${new Set(decked.flatMap(({ people }) => people)).size} on a cargo deck`,
  );
  const against = breaks.map((rule) => rule.replaceAll("-", " "));
  return parts.join(", ") + (against.length > 0 ? `; breaks ${against.join(", ")}` : "");
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
