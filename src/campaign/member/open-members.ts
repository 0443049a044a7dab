import type { Member, MemberModule, MemberOutcome, MemberTask, RunMember } from "./member-module.ts";

/** Loads a member module and opens its job. Fails with a sentence where the module is not one. */
export async function openMembers({ module, job }: MemberTask): Promise<RunMember> {
  const loaded = (await import(module)) as Partial<MemberModule>;
  if (typeof loaded.openMembers !== "function")
    throw new TypeError(`${module} exports no function openMembers: it cannot be run as a campaign`);
  return loaded.openMembers(job);
}

/** Runs a member; what it throws becomes its problem, in one line. */
export async function runMember(run: RunMember, member: Member): Promise<MemberOutcome> {
  try {
    return { number: member.number, result: await run(member) };
  } catch (problem) {
    const text = problem instanceof Error ? problem.message : String(problem);
    return { number: member.number, problem: text.replaceAll(/\s*[\r\n]+\s*/g, " ") };
  }
}
