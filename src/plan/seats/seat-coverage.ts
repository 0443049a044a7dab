import { fitnessAt, lifeEndS, linerAt, stayAt } from "../station/state-at.ts";
import type { Station } from "../station/station.ts";
import { matchSeats } from "./match-seats.ts";
import { type Place, placesAt, type ShipSeat, whyNot } from "./ship-seats.ts";

/** Where one person would flee to. */
export interface Seating {
  readonly person: string;
  readonly ship: string | null;
  readonly place: Place | null;
  /** none: no place at all; emergency: only in a ship that is for emergencies; deck: without a real seat; good. */
  readonly standing: "good" | "deck" | "emergency" | "none";
  /** For all but good: why no better. */
  readonly why: string | null;
}

/** A stretch of time in which nothing about the seats changes. */
export interface SeatInterval {
  readonly fromS: number;
  readonly untilS: number;
  readonly seatings: readonly Seating[];
  /** Places in ships that can leave, with or without a person whom they fit. */
  readonly goodSeats: number;
}

/** A stretch in which some people have no good seat. An alarm where any has none at all, else a caution. */
export interface SeatGap {
  readonly fromS: number;
  readonly untilS: number;
  readonly severity: "alarm" | "caution";
  readonly people: readonly Seating[];
}

export interface SeatCoverage {
  readonly intervals: readonly SeatInterval[];
  /** People without a seat or with one for emergencies only. A place on a deck is an exception, not a gap. */
  readonly gaps: readonly SeatGap[];
  /** Stretches in which somebody counts on a place on a cargo deck. */
  readonly exceptions: readonly SeatGap[];
}

/** Every instant at which a seat can be won or lost, in order, within the station's time. */
export function seatChangesS(station: Station): number[] {
  const times = new Set([station.fromS]);
  const add = (...at: readonly number[]) => {
    for (const timeS of at) if (timeS > station.fromS && timeS < station.untilS) times.add(timeS);
  };
  for (const ship of Object.values(station.ships)) {
    for (const { fromS, untilS } of ship.stays) add(fromS, untilS);
    for (const { fromS } of ship.health) add(fromS);
    add(lifeEndS(station, ship));
  }
  for (const { tours, liners, suits } of Object.values(station.people)) {
    for (const { fromS, untilS } of tours) add(fromS, untilS);
    for (const { fromS } of [...liners, ...suits]) add(fromS);
  }
  return [...times].sort((a, b) => a - b);
}

/** Who sits where at an instant. */
export function seatsAt(station: Station, timeS: number): Omit<SeatInterval, "fromS" | "untilS"> {
  const { people, seats } = placesAt(station, timeS);
  const chosen = matchSeats(people, seats);
  return {
    seatings: people.map((person, i) => seating(station, person, seats[chosen[i]!], timeS)),
    goodSeats: seats.filter(({ place, fitness }) => place === "seat" && fitness === "good").length,
  };
}

function seating(station: Station, person: string, seat: ShipSeat | undefined, timeS: number): Seating {
  if (seat === undefined)
    return { person, ship: null, place: null, standing: "none", why: lack(station, person, timeS) };
  const { ship, place } = seat;
  if (seat.fitness !== "good") return { person, ship, place, standing: "emergency", why: seat.why };
  if (place === "deck")
    return { person, ship, place, standing: "deck", why: "liner on the cargo deck, no suit connection" };
  return { person, ship, place, standing: "good", why: null };
}

/** Why somebody has no place: the ship that holds the liner first, then what the others lack. */
function lack(station: Station, person: string, timeS: number): string {
  const { seats } = placesAt(station, timeS);
  const liner = linerAt(station.people[person]!, timeS);
  const home = liner === undefined ? undefined : station.ships[liner.ship];
  const reasons: string[] = [];
  if (home !== undefined) {
    const { fitness, why } = fitnessAt(station, home, timeS);
    if (stayAt(home, timeS) === undefined) reasons.push(`${home.name}, which holds the liner, is not there`);
    else if (fitness === "unfit") reasons.push(`${home.name} is unfit: ${why}`);
  }
  const open = [...new Set(seats.map(({ ship, place }) => `${ship} ${place}`))].map((key) => {
    const [ship, place] = key.split(" ") as [string, Place];
    return whyNot(station, person, ship, place, timeS) ?? `${station.ships[ship]!.name} is full`;
  });
  if (open.length === 0) reasons.push("no other ship can leave");
  return [...new Set([...reasons, ...open])].join("; ");
}

/**
 * The seat invariant over the whole of a station's time: at every instant each person has a place that fits in a ship that
 * can leave within its rules. Swept from change to change, so nothing shorter than a second escapes.
 */
export function seatCoverage(station: Station): SeatCoverage {
  const times = seatChangesS(station);
  const intervals = times.map((fromS, i): SeatInterval => {
    const untilS = times[i + 1] ?? station.untilS;
    return { fromS, untilS, ...seatsAt(station, fromS) };
  });
  const merged = mergeEqual(intervals);
  return {
    intervals: merged,
    gaps: stretches(merged, ({ standing }) => standing === "none" || standing === "emergency"),
    exceptions: stretches(merged, ({ standing }) => standing === "deck"),
  };
}

function mergeEqual(intervals: readonly SeatInterval[]): SeatInterval[] {
  const merged: SeatInterval[] = [];
  const key = ({ seatings, goodSeats }: SeatInterval) => JSON.stringify([seatings, goodSeats]);
  for (const interval of intervals) {
    const last = merged.at(-1);
    if (last !== undefined && key(last) === key(interval))
      merged[merged.length - 1] = { ...last, untilS: interval.untilS };
    else merged.push(interval);
  }
  return merged;
}

function stretches(intervals: readonly SeatInterval[], test: (seating: Seating) => boolean): SeatGap[] {
  const found: SeatGap[] = [];
  for (const { fromS, untilS, seatings } of intervals) {
    const people = seatings.filter(test);
    if (people.length === 0) continue;
    const last = found.at(-1);
    if (last?.untilS === fromS && JSON.stringify(last.people) === JSON.stringify(people))
      found[found.length - 1] = { ...last, untilS };
    else
      found.push({
        fromS,
        untilS,
        severity: people.some(({ standing }) => standing === "none") ? "alarm" : "caution",
        people,
      });
  }
  return found;
}
