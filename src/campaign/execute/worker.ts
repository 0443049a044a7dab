import { workerData } from "piscina";
import type { Member, MemberOutcome, MemberTask } from "../member/member-module.ts";
import { openMembers, runMember } from "../member/open-members.ts";

// The job is opened once a thread. A task that cannot be opened fails each member, so the first says why.
let opened: ReturnType<typeof openMembers> | undefined;

/** What a thread of the pool does with one member. */
export default async function work(member: Member): Promise<MemberOutcome> {
  opened ??= openMembers(workerData as MemberTask);
  return runMember(await opened, member);
}
