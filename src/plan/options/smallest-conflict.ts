import type { Deadline } from "./deadline.ts";
import type { LinearModel } from "./linear-model.ts";
import type { Solver } from "./solver.ts";

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
  deadline: Deadline,
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
