import type { Deadline } from "./deadline.ts";
import type { LinearModel } from "./linear-model.ts";
import type { Solver } from "./solver.ts";

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

/** Rules that may be waived so that a plan exists. */
export interface Waivers {
  readonly rules: readonly string[];
  /** Whether it is known that a plan exists without them, and with none of them added back. */
  readonly proven: boolean;
}

/**
 * As few rules to waive as leave a plan: the shortest beginning of the order above that does, and then, rule by rule, what turns out
 * to have been waived in vain. Ships that are merely expected to come are waived after all others. Out of time, more is waived.
 */
export async function findWaivers(model: LinearModel, solver: Solver, deadline: Deadline): Promise<Waivers> {
  const present = new Set(model.rules());
  const order = [
    ...WAIVED_FIRST.filter((rule) => present.has(rule)),
    ...[...present].filter((rule) => rule.startsWith("expected ")),
  ];
  let proven = true;
  const leavesPlan = async (rules: readonly string[]): Promise<boolean | null> => {
    const limitS = deadline.next();
    if (limitS === null) return null;
    const { status } = await solver.solve(model.toLp(new Set(rules), "no costs"), limitS);
    return status === "gave-up" ? null : status !== "infeasible";
  };
  let [low, high] = [0, order.length];
  // beginnings of 1, 2, 4 ... rules first: short ones are the likelier
  for (let length = 1; length < order.length; length *= 2) {
    const enough = await leavesPlan(order.slice(0, length));
    if (enough === null) proven = false;
    if (enough) high = length;
    if (enough !== false) break;
    low = length;
  }
  while (proven && high - low > 1) {
    const middle = (low + high) >> 1;
    const enough = await leavesPlan(order.slice(0, middle));
    if (enough === null) proven = false;
    else if (enough) high = middle;
    else low = middle;
  }
  let rules = order.slice(0, high);
  for (const rule of rules.slice(0, -1)) {
    if (!proven) break;
    const without = rules.filter((other) => other !== rule);
    const enough = await leavesPlan(without);
    if (enough === null) proven = false;
    else if (enough) rules = without;
  }
  return { rules, proven };
}
