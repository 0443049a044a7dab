import { type Band, bandOf } from "../band.ts";
import { flyMembers, type MemberFlight } from "./fly-members.ts";
import { type JudgedReturn, judgeReturn } from "./judge.ts";
import { type QuantityName, quantities, quantityNames } from "./quantity.ts";
import { type Reconciled, reconcile } from "./reconcile.ts";
import type { ReturnCase } from "./return-case.ts";
import type { ProfileName, ReturnFile } from "./return-file.ts";
import type { ReturnRules } from "./return-rules.ts";
import type { Trip } from "./trip.ts";

/** What is asked. */
export interface ReturnQuestion {
  readonly file: ReturnFile;
  readonly ship: Pick<ReturnCase, "name" | "coolant" | "start" | "reports">;
  readonly rules: ReturnRules;
  readonly profile: ProfileName;
  /** Numbers of people to be compared. */
  readonly crews: readonly number[];
  readonly members: number;
  readonly seed: number;
}

/** One phase with one number of people: when it ends, and bands at its end in SI. */
export interface PhaseForecast {
  readonly id: string;
  readonly name: string;
  /** End since the hatch was closed [s]. */
  readonly endS: Band;
  readonly atEnd: Readonly<Partial<Record<QuantityName, Band>>>;
}

export interface CrewForecast extends JudgedReturn {
  readonly crew: number;
  readonly phases: readonly PhaseForecast[];
}

export interface ReturnForecast {
  readonly profile: ProfileName;
  readonly coolant: ReturnCase["coolant"];
  readonly members: number;
  readonly seed: number;
  readonly crews: readonly CrewForecast[];
  readonly reports: readonly Reconciled[];
}

/**
 * A way home for every number of people asked: bands by phase, verdict against the rules, what drives it; and the reports on
 * this ship, each held against the crew and profile that it speaks of. Throws a RangeError for more people than seats.
 */
export function forecastReturn(question: ReturnQuestion): ReturnForecast {
  const { file, ship, rules, members, seed } = question;
  for (const crew of question.crews)
    if (!Number.isInteger(crew) || crew < 0 || crew > file.seats)
      throw new RangeError(`return: ${crew} people in a ${file.name}; it takes 0 to ${file.seats}`);
  const flown = new Map<string, readonly MemberFlight[]>();
  const fly = (profile: ProfileName, crew: number): readonly MemberFlight[] => {
    const key = `${profile} ${crew}`;
    const trip: Trip = { file, start: ship.start, coolant: ship.coolant, profile, crew };
    const flights = flown.get(key) ?? flyMembers(trip, rules, { members, seed });
    flown.set(key, flights);
    return flights;
  };
  const crews = question.crews.map((crew): CrewForecast => {
    const flights = fly(question.profile, crew);
    return {
      crew,
      ...judgeReturn(flights, rules, crew),
      phases: phasesOf(question, flights, crew),
    };
  });
  // A report on a return without cooling says nothing of one with it.
  const reports = ship.coolant === "none" ? (ship.reports ?? []) : [];
  return {
    profile: question.profile,
    coolant: ship.coolant,
    members,
    seed,
    crews,
    reports: reports.map((report) => {
      const other = report["less-than-crew"];
      const compared = other === undefined ? null : fly(report.profile, other);
      return reconcile(report, fly(report.profile, report.crew), compared);
    }),
  };
}

function phasesOf(
  { file, profile }: ReturnQuestion,
  flights: readonly MemberFlight[],
  crew: number,
): PhaseForecast[] {
  const shown = quantityNames.filter((name) => crew > 0 || !quantities[name].ofCrew);
  return file.profiles[profile].phases.map(({ id, name }, index): PhaseForecast => {
    const last = flights.map(({ samples }) => samples.findLast(({ phase }) => phase === index)!);
    const bands = shown
      .map((quantity) => [quantity, bandOf(last.map((sample) => sample[quantity]))] as const)
      .filter(([, band]) => !Number.isNaN(band.median));
    return {
      id,
      name,
      endS: bandOf(flights.map(({ endsS }) => endsS[index]!)),
      atEnd: Object.fromEntries(bands),
    };
  });
}
