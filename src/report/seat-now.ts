import { seatsAt } from "../plan/seats/index.ts";
import type { ReportCase } from "./report-case.ts";

/** Names of those aboard at the instant of the seats, by how they could leave; null where no station is on file. */
export function seatsNow({ seats }: ReportCase): {
  readonly aboard: number;
  readonly good: number;
  readonly without: readonly string[];
  readonly emergency: readonly string[];
  readonly deck: readonly string[];
} | null {
  if (seats === null) return null;
  const { station, atS } = seats;
  const { seatings } = seatsAt(station, atS);
  const named = (standing: string) =>
    seatings
      .filter((seating) => seating.standing === standing)
      .map(({ person }) => station.people[person]!.name);
  return {
    aboard: seatings.length,
    good: named("good").length,
    without: named("none"),
    emergency: named("emergency"),
    deck: named("deck"),
  };
}
