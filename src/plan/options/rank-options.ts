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
/** Shares of the budget by which the first plan, the conflict and the waivers are to be found; the rest is for the options. */
const SHARES = { first: 0.4, conflict: 0.6, waivers: 0.7 };
/** A solve that is given less than this is not begun. */
const LEAST_SOLVE_S = 0.5;

/** Time that is left for a part of the work. */
class Deadline {
  readonly #clockS: () => number;
  readonly #endS: number;
  readonly #solveLimitS: number;

  constructor(clockS: () => number, endS: number, solveLimitS: number) {
    this.#clockS = clockS;
    this.#endS = endS;
    this.#solveLimitS = solveLimitS;
  }

  /** Limit for the next solve; null if there is no time for one. */
  next(): number | null {
    const left = this.#endS - this.#clockS();
    return left < LEAST_SOLVE_S ? null : Math.min(left, this.#solveLimitS);
  }
}

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
  const until = (share: number) => new Deadline(clockS, startS + share * limits.budgetS, limits.solveLimitS);
  const first = await solver.solve(built.model.toLp(), until(SHARES.first).next() ?? LEAST_SOLVE_S);
  if (first.status === "gave-up") {
    unfinished.push(
      `no plan was found in ${limits.solveLimitS} s, and none was shown to be impossible (${first.why})`,
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
    const conflict = await smallestConflict(built.model, solver, until(SHARES.conflict));
    if (!conflict.smallest) unfinished.push(NOT_SMALLEST);
    infeasible = { title: "any plan", conflict: describe(planCase.rules, conflict.rules) };
    const found = await waivers(built.model, solver, conflict.rules, until(SHARES.waivers));
    if (!found.enough) unfinished.push("no set of rules was found that leaves a plan when waived");
    waived = new Set(found.rules);
  }

  const model = built.model.branch();
  const whole = until(1);
  for (let i = 0; i < limits.count; i++) {
    const limitS = whole.next();
    if (limitS === null && (i > 0 || infeasible !== null)) {
      unfinished.push(`${i} of ${limits.count} options were found in ${limits.budgetS} s; there may be more`);
      break;
    }
    const solution =
      i === 0 && infeasible === null
        ? first
        : await solver.solve(model.toLp(waived), limitS ?? LEAST_SOLVE_S);
    if (solution.status === "gave-up")
      unfinished.push(`the search for option ${i + 1} was given up after ${limitS!.toFixed(0)} s`);
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
        const unhurried = new Deadline(() => 0, Number.POSITIVE_INFINITY, limits.solveLimitS);
        const { rules } = await smallestConflict(branch, solver, unhurried);
        refused.push({ title: proposal.title, conflict: describe(planCase.rules, rules) });
      } else if (solution.status !== "gave-up")
        tried.push({ title: proposal.title, points: built.model.costOf(solution.values) });
    }
  return { options, unfinished, refused, tried, infeasible, model: built.model.size };
}

const NOT_SMALLEST = "there was no time to make the set of rules in conflict as small as it can be";

/** A set of rules that cannot all be kept, and whether it is known that none of them can be left out. */
export interface Conflict {
  readonly rules: string[];
  readonly smallest: boolean;
}

/**
 * The smallest set of rules that cannot all be kept, by deletion filtering: what can be waived while the model stays
 * infeasible is not part of the conflict. Rules are tried in blocks that are halved until one rule is left. "Smallest" in
 * the sense that no rule of it can be left out; if a solve gives up, or time runs out, rules are kept and the set may be too large.
 */
export async function smallestConflict(
  model: LinearModel,
  solver: Solver,
  deadline: { next(): number | null },
): Promise<Conflict> {
  const waived = new Set<string>();
  let smallest = true;
  const without = async (rules: readonly string[]) => {
    const limitS = deadline.next();
    if (limitS === null) {
      smallest = false;
      return false;
    }
    const { status } = await solver.solve(model.toLp(new Set([...waived, ...rules]), "no costs"), limitS);
    if (status === "gave-up") smallest = false;
    return status === "infeasible";
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
  // Rules that merely expect a ship are rarely to blame: first, as one block. Then, as far as they go, those seldom in a conflict.
  const all = model.rules();
  const blocks = [
    all.filter((rule) => rule.startsWith("expected ")),
    all.filter((rule) => !rule.startsWith("expected ") && !OFTEN_TO_BLAME.test(rule)),
    all.filter((rule) => OFTEN_TO_BLAME.test(rule)),
  ];
  for (const block of blocks) if (block.length > 0) await shrink(block);
  return { rules: all.filter((rule) => !waived.has(rule)), smallest };
}

const OFTEN_TO_BLAME =
  /^(lost|unfit|blocked) |^(place-for-everyone|home-by|handover|impaired-carries-nobody-home)$/;

/**
 * Rules in the order in which they are waived: people's safety last. What nature took away cannot be waived, nor how many liners
 * a deck holds: such a plan would be impossible traffic.
 */
const WAIVED_FIRST = [
  "place-for-everyone",
  "home-by",
  "handover",
  "docked-life",
  "cosmonaut-aboard",
  "astronaut-aboard",
  "replacement-first",
  "liners-move-from",
  "deck-is-no-way-home",
  "impaired-carries-nobody-home",
];

/**
 * Rules to waive so that a plan exists. Of every conflict one rule at least must go: the first of it, in the order above, whose
 * waiving leaves a plan, else the first of it, and then the next conflict is looked for.
 */
async function waivers(
  model: LinearModel,
  solver: Solver,
  firstConflict: readonly string[],
  deadline: Deadline,
): Promise<{ rules: string[]; enough: boolean }> {
  const waived: string[] = [];
  let conflict = firstConflict;
  for (let round = 0; round < WAIVED_FIRST.length; round++) {
    const candidates = [
      ...conflict.filter((rule) => rule.startsWith("expected ")),
      ...WAIVED_FIRST.filter((rule) => conflict.includes(rule)),
    ];
    if (candidates.length === 0) return { rules: waived, enough: false };
    for (const rule of candidates) {
      const limitS = deadline.next();
      // out of time: the last solve, for the plan itself, will show whether this is enough
      if (limitS === null) return { rules: [...waived, ...WAIVED_FIRST.slice(0, 3)], enough: true };
      const lp = model.toLp(new Set([...waived, rule]), "no costs");
      if ((await solver.solve(lp, limitS)).status !== "infeasible")
        return { rules: [...waived, rule], enough: true };
    }
    waived.push(candidates[0]!);
    const left = model.branch(waived);
    conflict = (await smallestConflict(left, solver, deadline)).rules;
  }
  return { rules: waived, enough: false };
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
