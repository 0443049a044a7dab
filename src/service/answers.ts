import { z } from "zod";
import { findingSchema } from "../watch/finding.ts";
import { runSchema } from "./contract.ts";

/** Answers whose shape is an envelope around the contract's. */
export const healthSchema = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  /** Wall clock of the service, Unix seconds. */
  timeS: z.number(),
  runs: z.number(),
  /** Loops whose watch is running or complete. */
  loops: z.number(),
  clients: z.number(),
  /** Sentences on what is wrong; empty when `status` is "ok". */
  problems: z.array(z.string()),
});
export type Health = z.infer<typeof healthSchema>;

export const runListSchema = z.object({ runs: z.array(runSchema) });

export const findingListSchema = z.object({
  run: z.string(),
  fromS: z.number(),
  toS: z.number(),
  findings: z.array(findingSchema),
  /** False where old repeated estimates have been let go to bound memory. */
  complete: z.boolean(),
});
export type FindingList = z.infer<typeof findingListSchema>;

/** Data of the event `reload`: the messages missed are no longer held, so everything must be asked for again. */
export const reloadSchema = z.object({ reason: z.string() });
