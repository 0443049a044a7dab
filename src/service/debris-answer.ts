import { readFileSync } from "node:fs";
import { assessDebris, readDebrisCase } from "../debris/index.ts";
import type { DebrisAnswer } from "./debris-contract.ts";

/** The case that stands in the library: the radiator of Soyuz MS-22, whose areas are estimates. */
const shippedCase = new URL("../../library/debris/soyuz-ms-22-radiator.yaml", import.meta.url);

let kept: DebrisAnswer | null = null;

/** The shipped debris case, assessed once. */
export function debrisAnswer(): DebrisAnswer {
  kept ??= assess();
  return kept;
}

function assess(): DebrisAnswer {
  const read = readDebrisCase(readFileSync(shippedCase, "utf8"));
  if (!read.ok) throw new Error(`${shippedCase.pathname} cannot be used: ${read.problems.join("; ")}`);
  return JSON.parse(JSON.stringify(assessDebris(read.options))) as DebrisAnswer;
}
