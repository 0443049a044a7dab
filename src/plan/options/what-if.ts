import { parseQuantity } from "../../units/index.ts";
import { readInstantS } from "../station/instant.ts";

/** One thing that goes otherwise than expected. */
export type WhatIf =
  | {
      readonly kind: "fail";
      readonly ship: string;
      readonly fitness: "unfit" | "emergency-only";
      readonly fromS: number;
    }
  | { readonly kind: "slip"; readonly ship: string; readonly byS: number }
  | { readonly kind: "lost"; readonly ship: string }
  | { readonly kind: "block"; readonly port: string; readonly fromS: number };

export const WHAT_IF_FORMS =
  '"fail SHIP DAY", "impair SHIP DAY", "slip SHIP 30 days", "lose SHIP" or "block PORT DAY"';

/** Reads a what-if as people write it, or says which forms there are. */
export function readWhatIf(
  text: string,
): { readonly ok: true; readonly whatIf: WhatIf } | { readonly ok: false; readonly problem: string } {
  const wrong = (why: string) => ({
    ok: false as const,
    problem: `what-if "${text}": ${why}; write ${WHAT_IF_FORMS}`,
  });
  const [verb, name, ...rest] = text.trim().split(/\s+/);
  const tail = rest.join(" ");
  if (verb === undefined || name === undefined) return wrong("names no ship or port");
  if (verb === "lose")
    return tail === "" ? { ok: true, whatIf: { kind: "lost", ship: name } } : wrong(`"${tail}" is too much`);
  if (verb === "slip") {
    const by = parseQuantity(tail, "time");
    if (!by.ok) return wrong(by.problem);
    return by.value > 0
      ? { ok: true, whatIf: { kind: "slip", ship: name, byS: by.value } }
      : wrong("a slip is later");
  }
  if (verb !== "fail" && verb !== "impair" && verb !== "block") return wrong(`"${verb}" is not known`);
  const fromS = readInstantS(tail);
  if (fromS === undefined) return wrong(`"${tail}" is not a day such as 2023-02-11`);
  if (verb === "block") return { ok: true, whatIf: { kind: "block", port: name, fromS } };
  return {
    ok: true,
    whatIf: { kind: "fail", ship: name, fitness: verb === "fail" ? "unfit" : "emergency-only", fromS },
  };
}
