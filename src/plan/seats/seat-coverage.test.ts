import { describe, expect, it } from "vitest";
import { randomStream } from "../../stats/random-stream.ts";
import type { Fitness, Person, Ship, Station } from "../station/station.ts";
import { seatCoverage } from "./seat-coverage.ts";

// Oracle: a checker that knows nothing of matching or sweeping. At each minute it tries every way to seat the people, from
// rules written down a second time. Exact agreement of how many sit, and how hard, at each of 20 minutes of 10,000 histories.

const MINUTES = 20;
const HISTORIES = 10_000;

/** A made-up station with up to 3 ships and 5 people, everything changing at random minutes. */
function randomHistory(seed: number): Station {
  const random = randomStream(seed);
  const minute = () => random.index(MINUTES) * 60;
  const some = <T>(...choices: T[]): T => choices[random.index(choices.length)]!;
  const shipIds = ["a", "b", "c"].slice(0, 1 + random.index(3));
  const ships: Record<string, Ship> = {};
  for (const [index, id] of shipIds.entries()) {
    const [first, second] = [minute(), minute()].sort((x, y) => x - y) as [number, number];
    const moves = second - first > 240 && random.uniform() < 0.3;
    const middle = first + 60 * Math.floor((second - first) / 180);
    const untilS = random.uniform() < 0.5 ? Number.POSITIVE_INFINITY : second;
    // nobody rides in two ships at once: such traffic is refused before seats are asked for
    const riders = [`p${2 * index}`, `p${2 * index + 1}`].filter(() => random.uniform() < 0.5);
    ships[id] = {
      name: id,
      type: some("liner-ship", "suit-ship", "cargo"),
      dockedLifeS: random.uniform() < 0.2 ? minute() : null,
      stays: moves
        ? [
            { port: id, fromS: first, untilS: middle, leavesWith: riders },
            { port: `${id}2`, fromS: middle + 60, untilS, leavesWith: [] },
          ]
        : [{ port: id, fromS: first, untilS, leavesWith: [] }],
      health: Array.from({ length: random.index(3) }, () => ({
        fromS: minute(),
        fitness: some<Fitness>("good", "emergency-only", "unfit"),
        why: "made up",
      })),
    };
  }
  const people: Record<string, Person> = {};
  for (let i = 0; i < 1 + random.index(5); i++)
    people[`p${i}`] = {
      name: `p${i}`,
      agency: "made-up",
      heightM: random.uniform() < 0.2 ? 2.1 : 1.7,
      tours: [{ fromS: minute(), untilS: some(minute(), Number.POSITIVE_INFINITY), up: "a", down: null }],
      liners: Array.from({ length: random.index(3) }, () => ({
        fromS: minute(),
        ship: some(...shipIds),
        place: some<"seat" | "deck">("seat", "seat", "deck"),
      })),
      suits: Array.from({ length: random.index(3) }, () => ({ fromS: minute(), kind: some("soft", "hard") })),
    };
  const type = { seatNeeds: "suit", suit: null, deckPlaces: 0, heightRangeM: null } as const;
  return {
    id: "made-up",
    name: "made-up",
    fromS: 0,
    untilS: MINUTES * 60,
    sources: {},
    modules: {},
    ports: {},
    hatches: {},
    shipTypes: {
      "liner-ship": {
        ...type,
        name: "l",
        seats: 2,
        seatNeeds: "liner",
        suit: "soft",
        dockedLifeS: 840,
        heightRangeM: [1.5, 1.9],
      },
      "suit-ship": { ...type, name: "s", seats: 2, suit: "hard", deckPlaces: 1, dockedLifeS: 1e9 },
      cargo: { ...type, name: "c", seats: 0, dockedLifeS: 1e9 },
    },
    ships,
    people,
  };
}

/** Best number of people seated and its least hardship, by trying everything. */
function bruteForce(station: Station, t: number): { aboard: string[]; seated: number; hardship: number } {
  const newest = <T extends { readonly fromS: number }>(list: readonly T[]) =>
    [...list]
      .filter((x) => x.fromS <= t)
      .sort((x, y) => x.fromS - y.fromS || list.indexOf(x) - list.indexOf(y))
      .at(-1);
  const aboard = Object.keys(station.people).filter((id) =>
    station.people[id]!.tours.some((tour) => t >= tour.fromS && t < tour.untilS),
  );
  const inFlight = (ship: Ship) =>
    ship.stays.length === 2 && t >= ship.stays[0]!.untilS && t < ship.stays[1]!.fromS;
  const rides = (id: string) =>
    Object.keys(station.ships).find(
      (s) => inFlight(station.ships[s]!) && station.ships[s]!.stays[0]!.leavesWith.includes(id),
    );
  const room: Record<string, number> = {};
  const options = aboard.map((id) => {
    const person = station.people[id]!;
    const list: { key: string; hardship: number }[] = [];
    for (const [s, ship] of Object.entries(station.ships)) {
      const docked = ship.stays.some((stay) => t >= stay.fromS && t < stay.untilS);
      const usable = docked || (inFlight(ship) && ship.stays[0]!.leavesWith.includes(id));
      const ride = rides(id);
      if (
        !usable ||
        (ride !== undefined &&
          ride !== s &&
          Object.keys(station.ships).some(
            (o) =>
              o !== s && inFlight(station.ships[o]!) && station.ships[o]!.stays[0]!.leavesWith.includes(id),
          ))
      )
        continue;
      const state = newest(ship.health)?.fitness ?? "good";
      if (state === "unfit") continue;
      const type = station.shipTypes[ship.type]!;
      const isOld = t - ship.stays[0]!.fromS >= (ship.dockedLifeS ?? type.dockedLifeS);
      const extra = state === "emergency-only" || isOld ? 4 : 0;
      const liner = newest(person.liners);
      const suit = newest(person.suits)?.kind;
      room[`${s} seat`] = type.seats;
      room[`${s} deck`] = type.deckPlaces;
      const linerHere = liner !== undefined && liner.ship === s;
      if (
        ship.type === "liner-ship" &&
        linerHere &&
        liner.place === "seat" &&
        suit === "soft" &&
        person.heightM! <= 1.9
      )
        list.push({ key: `${s} seat`, hardship: extra });
      if (ship.type === "suit-ship" && suit === "hard") list.push({ key: `${s} seat`, hardship: extra });
      if (ship.type === "suit-ship" && linerHere && liner.place === "deck")
        list.push({ key: `${s} deck`, hardship: extra + 1 });
    }
    return list;
  });
  const used: Record<string, number> = {};
  let best = { seated: -1, hardship: 0 };
  const attempt = (i: number, seated: number, hardship: number): void => {
    if (i === options.length) {
      if (seated > best.seated || (seated === best.seated && hardship < best.hardship))
        best = { seated, hardship };
      return;
    }
    attempt(i + 1, seated, hardship);
    for (const option of options[i]!) {
      if ((used[option.key] ?? 0) >= room[option.key]!) continue;
      used[option.key] = (used[option.key] ?? 0) + 1;
      attempt(i + 1, seated + 1, hardship + option.hardship);
      used[option.key]!--;
    }
  };
  attempt(0, 0, 0);
  return { aboard, ...best };
}

describe("the seat invariant", () => {
  it(`agrees with trying everything, at each of ${MINUTES} minutes of ${HISTORIES} made-up histories`, () => {
    let [emptySeats, someGap, someException] = [0, 0, 0];
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const station = randomHistory(seed);
      const coverage = seatCoverage(station);
      if (coverage.gaps.length > 0) someGap++;
      if (coverage.exceptions.length > 0) someException++;
      for (let t = 0; t < MINUTES * 60; t += 60) {
        const { seatings } = coverage.intervals.find(({ fromS, untilS }) => fromS <= t && t < untilS)!;
        const truth = bruteForce(station, t);
        const seated = seatings.filter(({ ship }) => ship !== null);
        const hardship = seated.reduce(
          (sum, { place, standing }) => sum + (standing === "emergency" ? 4 : 0) + (place === "deck" ? 1 : 0),
          0,
        );
        const got = { aboard: seatings.map(({ person }) => person), seated: seated.length, hardship };
        if (JSON.stringify(got) !== JSON.stringify(truth))
          throw new Error(`seed ${seed}, minute ${t / 60}: ${JSON.stringify({ got, truth })}`);
        const taken = new Map<string, number>();
        for (const { ship, place } of seated)
          taken.set(`${ship} ${place}`, (taken.get(`${ship} ${place}`) ?? 0) + 1);
        for (const [key, count] of taken) {
          const [ship, place] = key.split(" ") as [string, string];
          const type = station.shipTypes[station.ships[ship]!.type]!;
          if (count > (place === "seat" ? type.seats : type.deckPlaces))
            throw new Error(`seed ${seed}: ${key} taken ${count} times`);
        }
        const isGap = coverage.gaps.some(({ fromS, untilS }) => fromS <= t && t < untilS);
        const hasNone =
          truth.seated < truth.aboard.length || seated.some(({ standing }) => standing === "emergency");
        if (isGap !== hasNone)
          throw new Error(`seed ${seed}, minute ${t / 60}: gap ${isGap}, truth ${hasNone}`);
        emptySeats += truth.aboard.length - truth.seated;
      }
    }
    // The made-up histories must exercise what they are for.
    expect(emptySeats).toBeGreaterThan(10_000);
    expect(someGap).toBeGreaterThan(5_000);
    expect(HISTORIES - someGap).toBeGreaterThan(100);
    expect(someException).toBeGreaterThan(200);
  });
});
