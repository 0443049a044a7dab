import { z } from "zod";
import { type Dimension, parseQuantity } from "../units/index.ts";
import { weighGrowth, weighOnset, weighRecordedGrowth } from "./course.ts";
import type { EvidenceContext, Weighed } from "./evidence.ts";
import { weighFacing } from "./facing.ts";
import { FINDINGS, weighLook } from "./looked-at.ts";
import { weighHoleSize } from "./size-of-hole.ts";
import { weighAge, weighCoincidence, weighPhase } from "./timing.ts";

const quantity = (dimension: Dimension) =>
  z.union([z.string(), z.number()]).transform((written, context): number => {
    const read = parseQuantity(String(written), dimension);
    if (read.ok) return read.value;
    context.addIssue({ code: "custom", message: read.problem });
    return z.NEVER;
  });

const DAY_S = 86_400;

/** Arguments of each kind of evidence as a file writes them, and the model that weighs them. */
function kindOf<S extends z.ZodType>(
  shape: S,
  weigh: (args: z.output<S>, context: EvidenceContext) => Weighed,
) {
  return {
    shape: shape as z.ZodType,
    weigh: (args: unknown, context: EvidenceContext) => weigh(args as z.output<S>, context),
  };
}

const KINDS = {
  "hole-size": kindOf(z.strictObject({ diameter: quantity("length") }), ({ diameter }, context) =>
    weighHoleSize(diameter, context),
  ),
  facing: kindOf(
    z.strictObject({ towards: z.tuple([z.number(), z.number(), z.number()]) }),
    ({ towards }, context) => weighFacing(towards, context),
  ),
  onset: kindOf(
    z.strictObject({ within: quantity("time"), slower: z.boolean().optional() }),
    ({ within, slower }) => weighOnset(within, slower),
  ),
  growth: kindOf(
    z.strictObject({ "per-day": z.number(), sd: z.number().positive() }),
    ({ "per-day": perDay, sd }) => weighGrowth(perDay, sd),
  ),
  "recorded-growth": kindOf(
    z.strictObject({ "rate-ratio": z.number().positive(), over: quantity("time") }),
    ({ "rate-ratio": ratio, over }) => weighRecordedGrowth(ratio, over / DAY_S),
  ),
  age: kindOf(z.strictObject({ age: quantity("time"), life: quantity("time") }), ({ age, life }) =>
    weighAge(age / DAY_S, life / DAY_S),
  ),
  coincidence: kindOf(
    z.strictObject({
      within: quantity("time"),
      of: quantity("time"),
      events: z.number().positive(),
      "sets-off": z.number().min(0).max(1).optional(),
    }),
    ({ within, of, events, "sets-off": setsOff }) =>
      weighCoincidence({
        withinS: within,
        exposureDays: of / DAY_S,
        events,
        ...(setsOff !== undefined && { setsOff }),
      }),
  ),
  phase: kindOf(z.strictObject({ share: quantity("fraction"), hit: z.boolean() }), ({ share, hit }) =>
    weighPhase(share, hit),
  ),
  look: kindOf(
    z.strictObject({ finding: z.enum(Object.keys(FINDINGS) as [string, ...string[]]) }),
    ({ finding }) => weighLook(finding),
  ),
} as const;

/** Kinds of evidence that a model weighs. */
export const EVIDENCE_KINDS = Object.keys(KINDS);

/** Weighs the arguments of one kind; the outcome is likelihoods or what is wrong with the arguments. */
export function weighEvidence(
  kind: string,
  args: unknown,
  context: EvidenceContext,
):
  | { readonly ok: true; readonly weighed: Weighed }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const known = KINDS[kind as keyof typeof KINDS];
  if (known === undefined)
    return {
      ok: false,
      problems: [`kind "${kind}" has no model; write one of ${EVIDENCE_KINDS.join(", ")}`],
    };
  const read = known.shape.safeParse(args ?? {});
  if (!read.success)
    return {
      ok: false,
      problems: read.error.issues.map(({ path, message }) => `with.${path.join(".")}: ${message}`),
    };
  return { ok: true, weighed: known.weigh(read.data, context) };
}
