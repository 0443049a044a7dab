import { createHash } from "node:crypto";
import { z } from "zod";
import type { CampaignPlan } from "../campaign-plan.ts";

/** What a campaign's folder says of itself; two campaigns go on in one folder only where all of it but `members` is equal. */
export interface Manifest {
  readonly schema: "hoarfrost/campaign/1";
  /** What the members are, in words for people. */
  readonly title: string;
  readonly members: number;
  readonly seed: number;
  readonly sampling: string;
  readonly program: string;
  /** Hashes of what goes in, each by the name that a person knows it by. */
  readonly inputs: Readonly<Record<string, string>>;
}

export const manifestSchema = z.object({
  schema: z.literal("hoarfrost/campaign/1"),
  title: z.string(),
  members: z.number().int(),
  seed: z.number(),
  sampling: z.string(),
  program: z.string(),
  inputs: z.record(z.string(), z.string()),
});

function hashOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
}

export function manifestOf(plan: CampaignPlan): Manifest {
  const inputs = { ...plan.inputs, variables: plan.variables, layout: plan.layout };
  return {
    schema: "hoarfrost/campaign/1",
    title: plan.title,
    members: plan.members,
    seed: plan.seed,
    sampling: plan.sampling,
    program: plan.program,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, content]) => [name, hashOf(content)])),
  };
}

/** What keeps a campaign from going on where another stopped, in words; empty where nothing does. */
export function differences(there: Manifest, now: Manifest): string[] {
  const words: string[] = [];
  for (const key of ["seed", "sampling", "program"] as const)
    if (there[key] !== now[key]) words.push(`${key} ${there[key]} there and ${now[key]} here`);
  const names = new Set([...Object.keys(there.inputs), ...Object.keys(now.inputs)]);
  for (const name of names) if (there.inputs[name] !== now.inputs[name]) words.push(`another ${name}`);
  return words;
}
