import type { MemberJournal } from "../keep/member-journal.ts";

/** Members that failed alike. */
export interface Failure {
  readonly problem: string;
  readonly count: number;
  readonly firstMember: number;
}

/** Members that failed, or that ended early, by what they said, numbers and names in it aside; the commonest first. */
export function failures(
  journal: MemberJournal,
  members: number,
  which: "problemOf" | "endedEarly" = "problemOf",
): Failure[] {
  const found = new Map<string, Failure>();
  for (const member of journal.members) {
    const problem = journal[which](member);
    if (problem === undefined || member >= members) continue;
    const kind = problem.replaceAll(/-?\d+(\.\d+)?(e[-+]?\d+)?|[\w-]+[/.][\w./~-]+/gi, "0");
    const known = found.get(kind) ?? { problem, count: 0, firstMember: member };
    found.set(kind, { ...known, count: known.count + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.firstMember - b.firstMember);
}
