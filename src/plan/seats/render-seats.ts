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
  const names = gap.people.map(({ person }) => station.people[person]!.name);
  const said = gap.people.flatMap(({ why }, i) =>
    (why?.split("; ") ?? []).map((reason) => ({ reason, ofAll: saidOfAll(reason, names[i]!) })),
  );
  const isOfAll = (words: string) => said.filter(({ ofAll }) => ofAll === words).length === names.length;
  const reasons = new Set(
    said.map(({ reason, ofAll }) => (isOfAll(ofAll) && names.length > 1 ? ofAll : reason)),
  );
  const span = `${writeInstant(gap.fromS)} to ${writeInstant(gap.untilS)}`;
  return [`  ${span}  ${word}  ${names.join(", ")}`, ...[...reasons].map((reason) => `      ${reason}`)].join(
    "\n",
  );
}

/** A reason that holds for one person, in the words in which it would be said of several. */
function saidOfAll(reason: string, name: string): string {
  return reason
    .replace(`of ${name} `, "of theirs ")
    .replace(`${name} has `, "they have ")
    .replace(`${name} is `, "they are ");
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
