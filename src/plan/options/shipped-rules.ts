import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type PlanRules, readPlanRules } from "./plan-rules.ts";

/** Where the shipped rules are: what a planner knew on 11 January 2023. */
export const shippedRules = fileURLToPath(
  new URL("../../../library/rules/iss-2023-01-11.yaml", import.meta.url),
);

/** Reads a rules file from disk. Throws with every problem in it. */
export function loadRules(path: string = shippedRules): PlanRules {
  const outcome = readPlanRules(readFileSync(path, "utf8"), path === shippedRules ? basename(path) : path);
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.join("\n"));
}
