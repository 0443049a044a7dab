import type { CauseResult } from "../cause/index.ts";
import type { ClaimsResult } from "../claims/index.ts";
import type { Incident } from "../incident/index.ts";
import type {
  AvionicsAnswer,
  BurnWindow,
  DisposalFile,
  DisposalResult,
  groundTrack,
} from "../plan/disposal/index.ts";
import type { PlanAnswer, PlanRules } from "../plan/options/index.ts";
import type { SeatCoverage } from "../plan/seats/index.ts";
import type { Station } from "../plan/station/index.ts";
import type { CameraReport } from "./camera-of-case.ts";
import type { ThermalReport } from "./forecast-of-leak.ts";
import type { Watched } from "./watch-log.ts";
import type { ReturnReport } from "./way-home.ts";

/** Everything a report is built from: plain data, no clock. The same case gives the same bytes. */
export interface ReportCase {
  readonly id: string;
  readonly title: string;
  /** Why the telemetry is not what a ship sent; null where it is. */
  readonly syntheticNote: string | null;
  /** Null for a case that holds record and claims only. */
  readonly watched: Watched | null;
  /** The instant asked for: nothing later was used. Null: everything there is. */
  readonly knownByS: number | null;
  readonly incident: Incident | null;
  readonly cause: CauseResult | null;
  readonly claims: ClaimsResult | null;
  readonly seats: SeatReport | null;
  readonly plan: { readonly rules: PlanRules; readonly answer: PlanAnswer } | null;
  readonly disposal: DisposalReport | null;
  /** The hours ahead, from the leak as it was known. */
  readonly thermal: ThermalReport | null;
  /** Return of a ship without its cooling. */
  readonly wayHome: ReturnReport | null;
  readonly camera: CameraReport | null;
  readonly provenance: Provenance;
}

export interface SeatReport {
  readonly station: Station;
  /** Instant for which the table of seats holds. */
  readonly atS: number;
  /** Stretch shown as a chart. */
  readonly fromS: number;
  readonly untilS: number;
  readonly coverage: SeatCoverage;
}

export interface DisposalReport {
  readonly file: DisposalFile;
  readonly result: DisposalResult;
  readonly windows: readonly BurnWindow[];
  readonly avionics: AvionicsAnswer | null;
  /** The way over the ground of the nominal case. */
  readonly track: ReturnType<typeof groundTrack>;
  readonly seed: number;
}

export interface Provenance {
  readonly version: string;
  /** The command that makes this report again. */
  readonly command: string;
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  /** Seed of made-up telemetry; null where there is none. */
  readonly seed: number | null;
}
