import { z } from "zod";
import { priorities } from "./priority.ts";

const person = { by: z.string(), reason: z.string() };
const base = { timeS: z.number() };

/** What can happen to one alarm: `raise`, `restate` and `clear` come from the watch, `expire` and `suppress` from the book itself, the rest from people. */
export const alarmEventSchema = z.discriminatedUnion("kind", [
  z.object({
    ...base,
    kind: z.literal("raise"),
    priority: z.enum(priorities),
    message: z.string(),
    /** What holds already has become worse, such as a leak that grew: it asks again though it is no more urgent. */
    worse: z.boolean().optional(),
    /** What the message comes down to, without its figures; absent where it says but one thing. */
    gist: z.string().optional(),
  }),
  /** The same condition, of which more is known: the message changes, and nothing is asked again. */
  z.object({
    ...base,
    kind: z.literal("restate"),
    /** How urgent it would be by itself: what is less urgent than the alarm does not soften its words. */
    priority: z.enum(priorities),
    message: z.string(),
    gist: z.string(),
  }),
  z.object({ ...base, kind: z.literal("clear") }),
  z.object({ ...base, kind: z.literal("expire") }),
  z.object({ ...base, kind: z.literal("suppress"), root: z.string() }),
  z.object({ ...base, kind: z.literal("unsuppress") }),
  z.object({ ...base, kind: z.literal("acknowledge"), ...person }),
  z.object({ ...base, kind: z.literal("shelve"), ...person, untilS: z.number() }),
  z.object({ ...base, kind: z.literal("unshelve"), ...person }),
  z.object({ ...base, kind: z.literal("remove"), ...person }),
  z.object({ ...base, kind: z.literal("restore"), ...person }),
]);
export type AlarmEvent = z.infer<typeof alarmEventSchema>;

/** The events that only a person may cause. */
export type OperatorEvent = Extract<AlarmEvent, { by: string }>;

/** The events that only the watch may cause. */
export type ConditionEvent = Extract<AlarmEvent, { kind: "raise" | "restate" | "clear" }>;

export function isOperatorEvent(event: AlarmEvent): event is OperatorEvent {
  return "by" in event;
}
