/** How soon an alarm asks for an answer, most urgent first: minutes or less, minutes, a plan, nothing but knowing. */
export const priorities = ["emergency", "warning", "caution", "advisory"] as const;
export type Priority = (typeof priorities)[number];

/** True if `a` asks for an answer sooner than `b`. */
export function isMoreUrgent(a: Priority, b: Priority): boolean {
  return priorities.indexOf(a) < priorities.indexOf(b);
}
