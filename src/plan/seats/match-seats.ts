import type { ShipSeat } from "./ship-seats.ts";

/** What a place costs: a good seat nothing, the deck of a good ship less than a seat in one that is for emergencies only. */
export function hardship(seat: Pick<ShipSeat, "place" | "fitness">): number {
  return (seat.place === "deck" ? 1 : 0) + (seat.fitness === "good" ? 0 : 4);
}

/**
 * Seats people: as many as can be, then in the least hard places. Returns for each person the index of a seat, or -1.
 * Minimum-cost bipartite matching by successive shortest augmenting paths (Bellman-Ford): each path adds one person, so
 * the number is greatest, and no negative cycle is ever left, so the cost is least. People earlier in the list win ties.
 */
export function matchSeats(people: readonly string[], seats: readonly ShipSeat[]): number[] {
  const seatOf = people.map(() => -1);
  const personOf = seats.map(() => -1);
  const fits = people.map((id) => seats.map((seat) => seat.fits.includes(id)));
  const cost = seats.map(hardship);
  for (let round = 0; round < people.length; round++) {
    const toPerson = seatOf.map((seat) => (seat === -1 ? 0 : Number.POSITIVE_INFINITY));
    const toSeat = seats.map(() => Number.POSITIVE_INFINITY);
    const cameFrom = seats.map(() => -1);
    for (let pass = 0, changed = true; changed && pass <= people.length; pass++) {
      changed = false;
      for (const [p, row] of fits.entries())
        for (const [s, isFit] of row.entries()) {
          const reached = toPerson[p]! + cost[s]!;
          if (!isFit || seatOf[p] === s || reached >= toSeat[s]!) continue;
          toSeat[s] = reached;
          cameFrom[s] = p;
          changed = true;
          const sitting = personOf[s]!;
          if (sitting !== -1) toPerson[sitting] = Math.min(toPerson[sitting]!, reached - cost[s]!);
        }
    }
    let end = -1;
    for (const [s, reached] of toSeat.entries())
      if (personOf[s] === -1 && Number.isFinite(reached) && (end === -1 || reached < toSeat[end]!)) end = s;
    if (end === -1) break;
    for (let seat = end; seat !== -1; ) {
      const person: number = cameFrom[seat]!;
      const left: number = seatOf[person]!;
      personOf[seat] = person;
      seatOf[person] = seat;
      seat = left;
    }
  }
  return seatOf;
}
