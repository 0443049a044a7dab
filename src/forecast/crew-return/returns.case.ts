import { readFileSync } from "node:fs";
import { readReturnCase } from "./return-case.ts";
import { type ReturnFile, readReturn } from "./return-file.ts";
import { readReturnRules } from "./return-rules.ts";

export const textOf = (path: string) =>
  readFileSync(new URL(`../../../library/${path}`, import.meta.url), "utf8");

function read<T>(outcome: { ok: true; value: T } | { ok: false; problems: readonly string[] }): T {
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.value;
}

/** What is shipped, as read. */
export const soyuz = read(readReturn(textOf("returns/soyuz-ms.yaml"), "soyuz-ms.yaml"));
export const ms22 = read(readReturnCase(textOf("returns/soyuz-ms-22.yaml"), "soyuz-ms-22.yaml"));
export const rules = read(readReturnRules(textOf("rules/crew-return.yaml"), "crew-return.yaml"));

/** A number without a range. */
export const exactly = (value: number) => ({ value, low: value, high: value, source: "estimate" });

/** The shipped kind of ship with nothing that loses or moves heat, for hand calculations. */
export function insulated(): ReturnFile {
  const none = exactly(0);
  const shell = { conductance: none, temperature: exactly(290) };
  const part = (name: keyof ReturnFile["compartments"]) => ({ ...soyuz.compartments[name], shell });
  return {
    ...soyuz,
    compartments: { descent: part("descent"), orbital: part("orbital"), instrument: part("instrument") },
    electronics: { ...soyuz.electronics, "to-air": none },
    cloth: { ...soyuz.cloth, mass: none },
    passages: { "hatch-air": none, "descent-orbital": none, "descent-instrument": none },
  };
}
