import type { Fitness } from "../station/station.ts";
import { LinearModel, type Terms } from "./linear-model.ts";
import type { PlanCase, PlanGroup, PlanShip } from "./plan-case.ts";
import type { Requirement } from "./plan-rules.ts";

const DAY_S = 86_400;
/** More liners than any deck could hold: the bound that remains when the rule about deck places is waived. */
const DECK_BOUND = 8;

/** Ports earlier in a list are taken first where nothing else decides; too little to outweigh any cost. */
const PORT_ORDER_POINTS = 0.001;

/** The model of a case, and the names under which a solution says what is to be done. */
export interface PlanModel {
  readonly model: LinearModel;
  readonly arrive: (ship: PlanShip, option: number, port: string) => string;
  readonly leave: (ship: PlanShip, k: number) => string;
  readonly atPort: (ship: PlanShip, port: string, k: number) => string;
  readonly sits: (group: PlanGroup, ship: PlanShip, k: number) => string | null;
  readonly lies: (group: PlanGroup, ship: PlanShip, k: number) => string | null;
  readonly home: (group: PlanGroup, ship: PlanShip, k: number) => string | null;
  /** What tells one way out from another: by name, an expression that is 0 or 1. */
  readonly strategy: ReadonlyMap<string, Terms>;
}

export function fitnessIn(ship: PlanShip, timeS: number): Fitness {
  let found = ship.fitness[0]!.fitness;
  for (const entry of ship.fitness) if (entry.fromS <= timeS) found = entry.fitness;
  return found;
}

const minus = (terms: Terms): Terms => terms.map(([c, name]) => [-c, name]);
const times = (factor: number, terms: Terms): Terms => terms.map(([c, name]) => [factor * c, name]);

/**
 * Time is cut into periods at every day on which something may happen; whole variables say which ship arrives, leaves and
 * stands where, and how many of each group sit where. See `docs/plan.md` for the list of constraints in words.
 */
export function buildModel(planCase: PlanCase): PlanModel {
  const { rules, timesS, ships, groups, station } = planCase;
  const model = new LinearModel();
  const K = timesS.length - 1;
  const days = (k: number) => (timesS[k + 1]! - timesS[k]!) / DAY_S;
  const points = (name: keyof typeof rules.costs) => rules.costs[name].points;
  const names = new Set<string>();
  const variable = (name: string, upper: number, cost = 0) => {
    const safe = model.variable(name, upper, cost);
    names.add(safe);
    return safe;
  };
  const safe = (name: string) => name.replaceAll(/[^A-Za-z0-9]/g, "_");
  const known = (name: string) => (names.has(safe(name)) ? safe(name) : null);

  const arrive = (ship: PlanShip, option: number, port: string) => safe(`arr ${ship.id} ${option} ${port}`);
  const leave = (ship: PlanShip, k: number) => safe(`dep ${ship.id} ${k}`);
  const atPort = (ship: PlanShip, port: string, k: number) => safe(`at ${ship.id} ${port} ${k}`);
  const sits = (group: PlanGroup, ship: PlanShip, k: number) => known(`sit ${group.id} ${ship.id} ${k}`);
  const lies = (group: PlanGroup, ship: PlanShip, k: number) => known(`lie ${group.id} ${ship.id} ${k}`);
  const home = (group: PlanGroup, ship: PlanShip, k: number) => known(`home ${group.id} ${ship.id} ${k}`);

  const arrivals = (ship: PlanShip, test: (option: PlanShip["arrivals"][number]) => boolean): Terms =>
    ship.arrivals.flatMap((option, o) =>
      test(option) ? ship.ports.map((port): [number, string] => [1, arrive(ship, o, port)]) : [],
    );
  const gone = (ship: PlanShip, k: number): Terms =>
    Array.from({ length: k + 1 }, (_, i): [number, string] => [1, leave(ship, i)]);
  const already = (ship: PlanShip) => (ship.docked === null ? 0 : 1);
  /** Present in period k, as terms; add `already` as a constant. */
  const present = (ship: PlanShip, k: number): Terms => [
    ...arrivals(ship, ({ atS }) => atS <= timesS[k]!),
    ...minus(gone(ship, k)),
  ];

  /** Whether a ship can be at the station in a period at all. */
  const possible = (ship: PlanShip, k: number) => {
    return ship.docked !== null || ship.arrivals.some(({ atS }) => atS <= timesS[k]!);
  };
  const mayBeUp = (group: PlanGroup, k: number) =>
    group.crew === null ||
    ships.some(({ arrivals: all }) => all.some(({ crew, atS }) => crew === group.crew && atS <= timesS[k]!));

  for (const ship of ships) {
    const { type } = ship;
    for (const [o, { delayS, crew }] of ship.arrivals.entries())
      for (const port of ship.ports)
        variable(
          `arr ${ship.id} ${o} ${port}`,
          1,
          (delayS / DAY_S) * points("delay") + (crew === null && type.seats > 0 ? points("replacement") : 0),
        );
    for (let k = 0; k < K; k++) {
      const early = ship.plannedLeaveS !== null && timesS[k]! < ship.plannedLeaveS;
      const canGo = k > 0 && (possible(ship, k - 1) || possible(ship, k));
      if (ship.mayLeave && !early && canGo) variable(`dep ${ship.id} ${k}`, 1);
    }
    for (const port of ship.ports)
      for (let k = 0; k < K; k++)
        if (possible(ship, k))
          variable(`at ${ship.id} ${port} ${k}`, 1, ship.ports.indexOf(port) * PORT_ORDER_POINTS);
    model.constrain(
      null,
      arrivals(ship, () => true),
      "<=",
      1 - already(ship),
    );
    if (planCase.lost.includes(ship.id))
      model.constrain(
        `lost ${ship.id}`,
        arrivals(ship, () => true),
        "<=",
        0,
      );
    else if (ship.mustArrive)
      model.constrain(
        `expected ${ship.id}`,
        arrivals(ship, () => true),
        "=",
        1 - already(ship),
      );
    if (ship.mayLeave) model.constrain(null, gone(ship, K - 1), "<=", 1);

    for (let k = 0; k < K; k++) {
      if (k > 0)
        model.constrain(null, [[1, leave(ship, k)], ...minus(present(ship, k - 1))], "<=", already(ship));
      const here = ship.ports.map((port): [number, string] => [1, atPort(ship, port, k)]);
      model.constrain(null, [...here, ...minus(present(ship, k))], "=", already(ship));
      if (!possible(ship, k)) continue;
      const moved = type.seats > 0 && ship.ports.length > 1 && k > 0 && possible(ship, k - 1);
      const move = moved ? variable(`move ${ship.id} ${k}`, 1, points("port-move")) : null;
      for (const port of ship.ports) {
        const now = ship.arrivals.flatMap(({ atS }, o): [number, string][] =>
          atS === timesS[k] ? [[1, arrive(ship, o, port)]] : [],
        );
        for (const [, name] of now)
          model.constrain(
            null,
            [
              [1, atPort(ship, port, k)],
              [-1, name],
            ],
            ">=",
            0,
          );
        const before: Terms = k > 0 ? [[1, atPort(ship, port, k - 1)]] : [];
        const start = k === 0 && ship.docked?.port === port ? 1 : 0;
        model.constrain(
          null,
          [
            [1, atPort(ship, port, k)],
            ...minus(before),
            ...minus(now),
            ...(move === null ? [] : [[-1, move] as const]),
          ],
          "<=",
          start,
        );
        for (const block of planCase.blocks)
          if (block.port === port && timesS[k]! >= block.fromS)
            model.constrain(`blocked ${port}`, [[1, atPort(ship, port, k)], ...minus(before)], "<=", start);
      }
      if (ship.plannedLeaveS !== null && timesS[k]! >= ship.plannedLeaveS) {
        const cost = variable(`late ${ship.id} ${k}`, 1, days(k) * points("delay"));
        model.constrain(null, [...present(ship, k), [-1, cost]], "<=", -already(ship));
      }
      if (fitnessIn(ship, timesS[k]!) !== "good") {
        const cost = variable(`idle ${ship.id} ${k}`, 1, days(k) * points("impaired-docked"));
        model.constrain(null, [...present(ship, k), [-1, cost]], "<=", -already(ship));
      }
      if (type.seats > 0 && ship.mayLeave && rules.rules["docked-life"] !== undefined) {
        if (ship.docked !== null && timesS[k + 1]! > ship.docked.lifeEndS)
          model.constrain("docked-life", present(ship, k), "<=", -1);
        for (const option of ship.arrivals)
          if (timesS[k + 1]! > option.atS + ship.dockedLifeS)
            model.constrain(
              "docked-life",
              [...present(ship, k), ...arrivals(ship, (other) => other === option)],
              "<=",
              1,
            );
      }
    }
    if (ship.relief !== null && rules.rules.handover !== undefined) {
      const relief = ships.find(({ id }) => id === ship.relief);
      const handoverS = rules.rules.handover.value;
      for (let k = 1; k < K; k++)
        model.constrain(
          "handover",
          [
            [1, leave(ship, k)],
            ...minus(
              relief === undefined
                ? []
                : arrivals(relief, ({ atS, crew }) => crew !== null && atS + handoverS <= timesS[k]!),
            ),
          ],
          "<=",
          0,
        );
    }
  }

  const replacementFirst = rules.rules["replacement-first"];
  if (replacementFirst !== undefined)
    for (const ship of ships) {
      if (ship.docked === null || ship.type.seats === 0) continue;
      for (let k = 1; k < K; k++) {
        if (fitnessIn(ship, timesS[0]!) === "good") continue;
        const others = ships
          .filter(({ id, type }) => id !== ship.id && type.seats > 0 && type.suit === ship.type.suit)
          .flatMap((other) => arrivals(other, ({ atS }) => atS + replacementFirst.value <= timesS[k]!));
        model.constrain("replacement-first", [[1, leave(ship, k)], ...minus(others)], "<=", 0);
      }
    }

  for (const port of Object.keys(station.ports))
    for (let k = 0; k < K; k++) {
      const users = ships.filter(({ ports }) => ports.includes(port));
      if (users.length > 1)
        model.constrain(
          null,
          users.map((ship) => [1, atPort(ship, port, k)] as const),
          "<=",
          1,
        );
    }

  const crewed = ships.filter(({ type }) => type.seats > 0);
  const isLinerGroup = (group: PlanGroup) =>
    crewed.some(({ type }) => type.seatNeeds === "liner" && type.suit === group.suit);
  const cameUp = (group: PlanGroup, k: number): Terms =>
    ships.flatMap((ship) =>
      arrivals(ship, ({ atS, crew }) => crew !== null && crew === group.crew && atS <= timesS[k]!),
    );
  const homeBy = (group: PlanGroup, k: number): Terms =>
    crewed.flatMap((ship) =>
      Array.from({ length: k + 1 }, (_, i) => home(group, ship, i)).flatMap((name): [number, string][] =>
        name === null ? [] : [[1, name]],
      ),
    );
  const aboardConstant = (group: PlanGroup) => (group.crew === null ? group.people.length : 0);
  /** People of a group aboard in period k; add `aboardConstant`. */
  const aboard = (group: PlanGroup, k: number): Terms => [
    ...times(group.people.length, cameUp(group, k)),
    ...minus(homeBy(group, k)),
  ];

  const otherSide = (group: PlanGroup, ship: PlanShip) => {
    const side = rules.side?.[ship.typeId];
    return side === undefined || group.agencies.includes(side) ? 0 : points("other-side");
  };
  for (const group of groups) {
    const n = group.people.length;
    for (const ship of crewed)
      for (let k = 0; k < K; k++) {
        if (!mayBeUp(group, k)) continue;
        if (k > 0 && ship.mayLeave && ship.type.suit === group.suit && possible(ship, k - 1))
          variable(`home ${group.id} ${ship.id} ${k}`, n);
        if (!possible(ship, k)) continue;
        const fitness = fitnessIn(ship, timesS[k]!);
        const strain = fitness === "good" ? 0 : points("emergency-seat") * days(k);
        if (ship.type.suit === group.suit) variable(`sit ${group.id} ${ship.id} ${k}`, n, strain);
        if (ship.type.deckPlaces > 0 && ship.type.suit !== group.suit && isLinerGroup(group))
          variable(
            `lie ${group.id} ${ship.id} ${k}`,
            n,
            strain + (points("deck-place") + otherSide(group, ship)) * days(k),
          );
      }
  }
  // A crew comes up in one ship at most.
  for (const crew of Object.keys(rules.crews)) {
    const ways = ships.flatMap((ship) => arrivals(ship, (option) => option.crew === crew));
    if (ways.length > 1) model.constrain(null, ways, "<=", 1);
  }

  for (const group of groups)
    for (let k = 0; k < K; k++) {
      if (!mayBeUp(group, k)) continue;
      const n = group.people.length;
      const none = variable(`none ${group.id} ${k}`, n, points("no-seat") * days(k));
      const placed = crewed.flatMap((ship) =>
        [sits(group, ship, k), lies(group, ship, k)].flatMap((name): [number, string][] =>
          name === null ? [] : [[1, name]],
        ),
      );
      model.constrain(null, [...placed, [1, none], ...minus(aboard(group, k))], "=", aboardConstant(group));
      if (rules.rules["place-for-everyone"] !== undefined)
        model.constrain("place-for-everyone", [[1, none]], "<=", 0);
      if (group.plannedHomeS !== null && timesS[k]! >= group.plannedHomeS) {
        const over = variable(`over ${group.id} ${k}`, n, points("overstay") * days(k));
        model.constrain(null, [...aboard(group, k), [-1, over]], "<=", -aboardConstant(group));
      }
      for (const ship of crewed) {
        const goes = home(group, ship, k);
        if (goes !== null) {
          const sat = sits(group, ship, k - 1);
          const lay = lies(group, ship, k - 1);
          model.constrain(
            null,
            [
              [1, goes],
              [-n, leave(ship, k)],
            ],
            "<=",
            0,
          );
          const fromSeat: Terms = sat === null ? [] : [[-1, sat]];
          const fromDeck: Terms = lay === null ? [] : [[-1, lay]];
          model.constrain(null, [[1, goes], ...fromSeat, ...fromDeck], "<=", 0);
          if (rules.rules["deck-is-no-way-home"] !== undefined)
            model.constrain("deck-is-no-way-home", [[1, goes], ...fromSeat], "<=", 0);
          if (
            rules.rules["impaired-carries-nobody-home"] !== undefined &&
            fitnessIn(ship, timesS[k]!) !== "good"
          )
            model.constrain("impaired-carries-nobody-home", [[1, goes]], "<=", 0);
        }
        if (isLinerGroup(group)) linerMoves(group, ship, k);
      }
    }

  function linerMoves(group: PlanGroup, ship: PlanShip, k: number): void {
    for (const [place, name, before] of [
      ["seat", sits(group, ship, k), k > 0 ? sits(group, ship, k - 1) : null],
      ["deck", lies(group, ship, k), k > 0 ? lies(group, ship, k - 1) : null],
    ] as const) {
      if (name === null) continue;
      const n = group.people.length;
      const starts = k === 0 && group.liner?.ship === ship.id && group.liner.place === place ? n : 0;
      const arriving = times(
        n,
        arrivals(ship, ({ atS, crew }) => crew !== null && crew === group.crew && atS === timesS[k]),
      );
      const move = variable(`carry ${place} ${group.id} ${ship.id} ${k}`, n, points("liner-move"));
      model.constrain(
        null,
        [[1, name], ...(before === null ? [] : [[-1, before] as const]), ...minus(arriving), [-1, move]],
        "<=",
        starts,
      );
      const rule = rules.rules["liners-move-from"];
      if (rule !== undefined && timesS[k]! < rule.value)
        model.constrain("liners-move-from", [[1, move]], "<=", 0);
    }
  }

  for (const ship of crewed)
    for (let k = 0; k < K; k++) {
      const fitness = fitnessIn(ship, timesS[k]!);
      const collect = (pick: typeof sits): Terms =>
        groups.flatMap((group): [number, string][] => {
          const name = pick(group, ship, k);
          return name === null ? [] : [[1, name]];
        });
      const [sitting, lying] = [collect(sits), collect(lies)];
      model.constrain(
        null,
        [...sitting, ...times(-ship.type.seats, present(ship, k))],
        "<=",
        ship.type.seats * already(ship),
      );
      if (lying.length > 0) {
        model.constrain(
          null,
          [...lying, ...times(-DECK_BOUND, present(ship, k))],
          "<=",
          DECK_BOUND * already(ship),
        );
        if (rules.rules["deck-places"] !== undefined)
          model.constrain("deck-places", lying, "<=", ship.type.deckPlaces);
      }
      if (fitness === "unfit") model.constrain(`unfit ${ship.id}`, [...sitting, ...lying], "<=", 0);
      if (fitness !== "good") {
        const crowd = variable(
          `crowd ${ship.id} ${k}`,
          ship.type.seats,
          points("third-in-impaired") * days(k),
        );
        model.constrain(null, [...sitting, [-1, crowd]], "<=", rules["impaired-crowd"]);
      }
    }

  for (let k = 0; k < K; k++) {
    const everyone = groups.flatMap((group) => aboard(group, k));
    const constant = groups.reduce((sum, group) => sum + aboardConstant(group), 0);
    const missing = variable(`missing ${k}`, rules.complement, points("missing-crew") * days(k));
    model.constrain(null, [...everyone, [1, missing]], ">=", rules.complement - constant);
    for (const [rule, agency] of [
      ["cosmonaut-aboard", "roscosmos"],
      ["astronaut-aboard", "nasa"],
    ] as const) {
      if (rules.rules[rule] === undefined) continue;
      // A crew of a Dragon is one group and comes and goes whole, so its share stands for its members.
      const share = (group: PlanGroup) =>
        group.agencies.filter((own) => own === agency).length / group.people.length;
      model.constrain(
        rule,
        groups.flatMap((group) => times(share(group), aboard(group, k))),
        ">=",
        1 - groups.reduce((sum, group) => sum + share(group) * aboardConstant(group), 0),
      );
    }
  }
  const first = groups.filter(({ crew }) => crew === null);
  const limit = rules.rules["home-by"];
  if (limit !== undefined) {
    const last = timesS.findLastIndex((timeS, k) => k < K && timeS <= limit.value);
    for (const group of first) model.constrain("home-by", homeBy(group, last), "=", group.people.length);
  }

  const strategy = new Map<string, Terms>();
  const flag = (name: string, causes: Terms, bound: number) => {
    if (causes.length === 0) return;
    const z = variable(`is ${name}`, 1);
    for (const [, cause] of causes)
      model.constrain(
        null,
        [
          [1, cause],
          [-bound, z],
        ],
        "<=",
        0,
      );
    model.constrain(null, [[1, z], ...minus(causes)], "<=", 0);
    strategy.set(name, [[1, z]]);
  };
  const periods = Array.from({ length: K }, (_, k) => k);
  const liners = groups.filter(isLinerGroup);
  const all = (pick: typeof sits, among: readonly PlanGroup[], ship: PlanShip): Terms =>
    among.flatMap((group) =>
      periods.flatMap((k): [number, string][] => {
        const name = pick(group, ship, k);
        return name === null ? [] : [[1, name]];
      }),
    );
  flag(
    "deck",
    crewed.flatMap((ship) => all(lies, liners, ship)),
    DECK_BOUND,
  );
  const both = (name: string, one: Terms, other: Terms) => {
    if (one.length === 0 || other.length === 0) return;
    const z = variable(`is ${name}`, 1);
    for (const each of [one, other]) model.constrain(null, [[1, z], ...minus(each)], "<=", 0);
    model.constrain(null, [...one, ...other, [-1, z]], "<=", 1);
    strategy.set(name, [[1, z]]);
  };
  for (const ship of crewed) {
    if (ship.docked !== null && fitnessIn(ship, timesS[0]!) !== "good" && ship.mayLeave)
      strategy.set(`returns ${ship.id}`, gone(ship, K - 1));
    const stranded = first.filter(isLinerGroup);
    if (ship.mayLeave) flag(`home ${ship.id}`, all(home, stranded, ship), DECK_BOUND);
    // Whether a ship comes with a crew or without is a choice about the stranded only if it brings them home.
    const homeIn = strategy.get(`home ${ship.id}`);
    if (ship.mustArrive || homeIn === undefined) continue;
    for (const [how, isSo] of [
      ["empty", (crew: string | null) => crew === null],
      ["crewed", (crew: string | null) => crew !== null],
    ] as const)
      both(
        `${how} ${ship.id}`,
        arrivals(ship, ({ crew }) => isSo(crew)),
        homeIn,
      );
  }
  return { model, arrive, leave, atPort, sits, lies, home, strategy };
}

/** Adds what a proposal insists on; no rule can waive it. */
export function require(planCase: PlanCase, built: PlanModel, model: LinearModel, wanted: Requirement): void {
  const { ships, groups, timesS, rules } = planCase;
  const shipOf = (id: string) => {
    const ship = ships.find((candidate) => candidate.id === id);
    if (ship === undefined) throw new RangeError(`proposal: there is no ship "${id}" in this plan`);
    return ship;
  };
  const arrivals = (ship: PlanShip, test: (crew: string | null) => boolean): Terms =>
    ship.arrivals.flatMap(({ crew }, o) =>
      test(crew) ? ship.ports.map((port) => [1, built.arrive(ship, o, port)] as const) : [],
    );
  const terms = (names: readonly (string | null)[]): Terms =>
    names.flatMap((name) => (name === null ? [] : [[1, name]]));
  if ("home-in" in wanted) {
    const ship = shipOf(wanted["home-in"]);
    const names = groups
      .filter(({ crew }) => crew === null)
      .flatMap((group) => timesS.slice(1).map((_, k) => built.home(group, ship, k)));
    model.constrain(null, terms(names), ">=", wanted.people);
  } else if ("deck-of" in wanted) {
    const ship = shipOf(wanted["deck-of"]);
    const fromS = rules.rules["liners-move-from"]?.value ?? timesS[0]!;
    const k = timesS.findIndex((timeS) => timeS >= fromS);
    model.constrain(null, terms(groups.map((group) => built.lies(group, ship, k))), ">=", wanted.people);
  } else if ("arrives" in wanted)
    model.constrain(
      null,
      arrivals(shipOf(wanted.arrives), (crew) => crew === wanted.crew),
      "=",
      1,
    );
  else
    model.constrain(
      null,
      arrivals(shipOf(wanted.never), () => true),
      "=",
      0,
    );
}
