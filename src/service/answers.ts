import { z } from "zod";

/** Answers about the service itself. */
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

/** Data of the event `reload`: the messages missed are no longer held, so everything must be asked for again. */
export const reloadSchema = z.object({ reason: z.string() });
