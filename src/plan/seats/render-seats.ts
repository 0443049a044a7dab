import { writeInstant } from "../station/instant.ts";
import { stateAt } from "../station/state-at.ts";
import type { Station } from "../station/station.ts";
import { type SeatCoverage, type SeatGap, type Seating, seatsAt } from "./seat-coverage.ts";

const WORDS: Record<Seating["standing"], string> = {
  good: "seat",
  deck: "cargo deck, exception",
  emergency: "seat, emergency only",
  none: "NO SEAT",
};

/** The seats of one instant as text: ships and ports, then who sits where. */
export function renderSeatsAt(station: Station, timeS: number): string {
  const state = stateAt(station, timeS);
  const { seatings, goodSeats } = seatsAt(station, timeS);
  const lines = [`${writeInstant(timeS)} UTC: ${seatings.length} people, ${goodSeats} good seats`, ""];
  for (const [id, port] of Object.entries(station.ports)) {
    const ship = state.ports[id];
    const found = state.ships.find((entry) => entry.id === ship);
    const condition =
      found === undefined || found.fitness === "good" ? "" : `  ${found.fitness}: ${found.why}`;
    lines.push(`  ${port.name.padEnd(17)}${ship ? station.ships[ship]!.name : "empty"}${condition}`);
  }
  for (const { id, port } of state.ships)
    if (port === null) lines.push(`  ${"on the move".padEnd(17)}${station.ships[id]!.name}`);
  lines.push("");
  for (const { person, ship, standing, why } of seatings) {
    const where = ship === null ? "" : `${station.ships[ship]!.name}: `;
    lines.push(
      `  ${station.people[person]!.name.padEnd(22)}${where}${WORDS[standing]}${why === null ? "" : ` (${why})`}`,
    );
  }
  return lines.join("\n");
}

function renderStretch(station: Station, gap: SeatGap, word: string): string {
  const names = gap.people.map(({ person }) => station.people[person]!.name).join(", ");
  const reasons = [...new Set(gap.people.flatMap(({ why }) => why?.split("; ") ?? []))].join("; ");
  return `  ${writeInstant(gap.fromS)} to ${writeInstant(gap.untilS)}  ${word}  ${names}\n      ${reasons}`;
}

/** Gaps and exceptions over the whole of a station's time, as text. */
export function renderCoverage(station: Station, coverage: SeatCoverage): string {
  const span = `${writeInstant(station.fromS)} to ${writeInstant(station.untilS)}`;
  const { gaps, exceptions } = coverage;
  const lines = [`${station.name}: seats from ${span} UTC`, ""];
  if (gaps.length === 0) lines.push("At every minute each person has a good seat in a ship that can leave.");
  else lines.push("Not everyone has a good seat:");
  for (const gap of gaps)
    lines.push(
      renderStretch(station, gap, gap.severity === "alarm" ? "ALARM no seat" : "CAUTION emergency seat only"),
    );
  if (exceptions.length > 0) lines.push("", "Places on a cargo deck, an exception:");
  for (const gap of exceptions) lines.push(renderStretch(station, gap, "EXCEPTION"));
  return lines.join("\n");
}
