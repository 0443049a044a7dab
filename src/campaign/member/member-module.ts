/** One number of each member, or one curve: its name and the unit it is in. */
export interface ResultColumn {
  readonly name: string;
  readonly unit: string;
}

/** What a campaign's members bring home: the same for all of them. */
export interface CampaignLayout {
  /** Instants of the curves, seconds after the start, ascending. */
  readonly timesS: readonly number[];
  readonly curves: readonly ResultColumn[];
  /** Single numbers; one in "s" that is an instant says so. NaN: did not happen. */
  readonly numbers: readonly (ResultColumn & { readonly isInstant?: boolean })[];
}

/** One run of a campaign: the same number, seed and draws give the same result on any thread. */
export interface Member {
  readonly number: number;
  /** For what is random within the member, such as the noise of its sensors. */
  readonly seed: number;
  /** The uncertain numbers as drawn, in the order of the campaign's variables, SI. */
  readonly draws: readonly number[];
}

/** Curves one after the other, each over all instants; NaN where a curve has ended. */
export interface MemberResult {
  readonly curves: Float64Array;
  readonly numbers: Float64Array;
  /**
   * Why the run could not go on to its end, where it could not. What it brought until then counts; of an instant that had not come by
   * then nobody knows whether it would have.
   */
  readonly endedEarly?: string;
}

/** Runs one member. What it throws is told as the member's failure, and the campaign goes on. */
export type RunMember = (member: Member) => MemberResult | Promise<MemberResult>;

/**
 * What a module that can be run as a campaign exports. `job` is plain JSON, the same for all members; a thread opens it once and then
 * runs member after member, so whatever is alike for all is prepared once.
 */
export interface MemberModule {
  openMembers(job: unknown): RunMember | Promise<RunMember>;
}

/** Where the member module is, and what it is to do. */
export interface MemberTask {
  /** URL of the module: `import.meta.resolve` or `new URL(..., import.meta.url).href`. */
  readonly module: string;
  readonly job: unknown;
}

/** A member that ran, or the sentence that says why it could not. */
export type MemberOutcome =
  | { readonly number: number; readonly result: MemberResult }
  | { readonly number: number; readonly problem: string };
