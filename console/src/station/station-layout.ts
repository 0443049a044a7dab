import type { StationAnswer } from "../../../src/service/contract.ts";

/** Seen from starboard: forward is right, zenith is up; the sides lie towards and away from whoever looks. */
export type Direction = "forward" | "aft" | "zenith" | "nadir" | "side";

export interface PlacedModule {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedPort {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly direction: Direction;
}

export interface PlacedHatch {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Whether the two modules stand above one another. */
  readonly upright: boolean;
}

export interface StationLayout {
  readonly modules: readonly PlacedModule[];
  readonly ports: readonly PlacedPort[];
  readonly hatches: readonly PlacedHatch[];
  /** Modules that stick out of the page, by the module they hang on. */
  readonly sides: readonly { readonly on: string; readonly names: readonly string[] }[];
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

type Plan = Pick<StationAnswer, "modules" | "ports" | "hatches">;

const LONG = 112;
const WIDE = 44;
/** Of a module that hangs on the row. */
const DEEP = 62;
const BESIDE = 8;
const SHIP = 84;

const directions: Readonly<Record<string, Direction>> = {
  forward: "forward",
  aft: "aft",
  zenith: "zenith",
  nadir: "nadir",
};

/** A port's last word says where it points: "Poisk zenith". */
export function directionOf(portName: string): Direction {
  return directions[portName.split(" ").at(-1)!.toLowerCase()] ?? "side";
}

/**
 * Lays a station out from its hatches and the words of its ports: a row of modules from the aft port to the forward one, the
 * others hanging where their ports point. Not to scale: a station file says what joins what, not how long it is.
 */
export function layOut(plan: Plan): StationLayout {
  const nameOf = new Map(plan.modules.map(({ id, name }) => [id, name]));
  const joined = new Map<string, string[]>(plan.modules.map(({ id }) => [id, []]));
  for (const { between } of plan.hatches) {
    joined.get(between[0])?.push(between[1]);
    joined.get(between[1])?.push(between[0]);
  }
  const row = rowOf(plan, joined);
  const modules = new Map<string, PlacedModule>();
  row.forEach((id, at) => {
    modules.set(id, { id, name: nameOf.get(id)!, x: at * LONG, y: 0, width: LONG, height: WIDE });
  });

  const sides: { on: string; names: string[] }[] = [];
  /** Which way a chain of modules grows from the row: what hangs on it goes on outwards, wherever its own ports point. */
  const outwards = new Map<string, "zenith" | "nadir">();
  const hang = (id: string, on: PlacedModule, direction: "zenith" | "nadir"): void => {
    const up = (outwards.get(on.id) ?? direction) === "zenith";
    outwards.set(id, up ? "zenith" : "nadir");
    const y = up ? on.y - DEEP : on.y + on.height;
    const middle = on.x + (on.width - WIDE) / 2;
    const isFree = (x: number): boolean =>
      [...modules.values()].every(
        (other) =>
          other.x >= x + WIDE ||
          other.x + other.width <= x ||
          other.y >= y + DEEP ||
          other.y + other.height <= y,
      );
    let x = middle;
    for (let step = 1; !isFree(x); step++) {
      const aside = Math.ceil(step / 2) * (WIDE + BESIDE);
      x = middle + (step % 2 === 1 ? aside : -aside);
    }
    modules.set(id, { id, name: nameOf.get(id)!, x, y, width: WIDE, height: DEEP });
  };
  const visited = new Set(row);
  const queue = [...row];
  while (queue.length > 0) {
    const on = queue.shift()!;
    for (const id of joined.get(on) ?? []) {
      if (visited.has(id)) continue;
      visited.add(id);
      const direction = pointing(plan, joined, id, on);
      const place = modules.get(on);
      if ((direction !== "zenith" && direction !== "nadir") || place === undefined) {
        const side = sides.find((each) => each.on === on);
        if (side === undefined) sides.push({ on, names: [nameOf.get(id)!] });
        else side.names.push(nameOf.get(id)!);
      } else {
        hang(id, place, direction);
        queue.push(id);
      }
    }
  }

  const ports = plan.ports.flatMap((port): PlacedPort[] => {
    const module = modules.get(port.module);
    if (module === undefined) return [];
    const direction = directionOf(port.name);
    const middle = { x: module.x + module.width / 2, y: module.y + module.height / 2 };
    const at = {
      forward: { x: module.x + module.width, y: middle.y },
      aft: { x: module.x, y: middle.y },
      zenith: { x: middle.x, y: module.y },
      nadir: { x: middle.x, y: module.y + module.height },
      side: middle,
    }[direction];
    return [{ id: port.id, name: port.name, direction, ...at }];
  });
  const hatches = plan.hatches.flatMap(({ id, between }): PlacedHatch[] => {
    const [a, b] = between.map((module) => modules.get(module));
    if (a === undefined || b === undefined) return [];
    const upright = a.y !== b.y;
    return [
      upright
        ? { id, upright, x: (a.width < b.width ? a : b).x + WIDE / 2, y: Math.max(a.y, b.y) }
        : { id, upright, x: Math.max(a.x, b.x), y: a.y + a.height / 2 },
    ];
  });
  return {
    modules: [...modules.values()],
    ports,
    hatches,
    sides,
    bounds: boundsOf([...modules.values()], ports),
  };
}

/** Modules on the way from the one with an aft port to the one with a forward port; the longest way where either is missing. */
function rowOf({ modules, ports }: Plan, joined: ReadonlyMap<string, readonly string[]>): string[] {
  const withPort = (direction: Direction) =>
    ports.find(({ name }) => directionOf(name) === direction)?.module;
  const first = modules[0]?.id;
  if (first === undefined) return [];
  const aft = withPort("aft") ?? wayFrom(first, joined).at(-1)!;
  return wayFrom(aft, joined, withPort("forward"));
}

/** Shortest way to a module, or to the one that is furthest. */
function wayFrom(from: string, joined: ReadonlyMap<string, readonly string[]>, to?: string): string[] {
  const before = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  let last = from;
  while (queue.length > 0) {
    last = queue.shift()!;
    if (last === to) break;
    for (const next of joined.get(last) ?? [])
      if (!before.has(next)) {
        before.set(next, last);
        queue.push(next);
      }
  }
  const way: string[] = [];
  for (let id: string | null = last; id !== null; id = before.get(id) ?? null) way.unshift(id);
  return way;
}

/** Where a module points: as its own ports do, or those of what hangs on it. */
function pointing(
  plan: Plan,
  joined: ReadonlyMap<string, readonly string[]>,
  id: string,
  on: string,
): Direction {
  for (const { module, name } of plan.ports) {
    const direction = directionOf(name);
    if (module === id && (direction === "zenith" || direction === "nadir")) return direction;
  }
  for (const next of joined.get(id) ?? []) {
    if (next === on) continue;
    const direction = pointing(plan, joined, next, id);
    if (direction !== "side") return direction;
  }
  return "side";
}

/** All modules, and room for a ship at each port. */
function boundsOf(modules: readonly PlacedModule[], ports: readonly PlacedPort[]): StationLayout["bounds"] {
  const xs = modules.flatMap(({ x, width }) => [x, x + width]);
  const ys = modules.flatMap(({ y, height }) => [y, y + height]);
  for (const { x, y, direction } of ports) {
    const out = { forward: [SHIP, 0], aft: [-SHIP, 0], zenith: [0, -SHIP], nadir: [0, SHIP], side: [0, 0] }[
      direction
    ];
    xs.push(x + out[0]!);
    ys.push(y + out[1]!);
  }
  const [left, right, top, bottom] = [
    Math.min(0, ...xs),
    Math.max(0, ...xs),
    Math.min(0, ...ys),
    Math.max(0, ...ys),
  ];
  return { x: left, y: top, width: right - left, height: bottom - top };
}
