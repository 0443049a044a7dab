import type { Board, StationAnswer } from "../../../src/service/contract.ts";
import { clockShort, decimalsOf } from "../words/format.ts";
import { type ShipStatus, shipStatus } from "./ship-status.ts";
import { type Direction, layOut } from "./station-layout.ts";

/** Forward, zenith, starboard: right-handed, in units of the plan. */
export type Place = readonly [number, number, number];

export interface SpaceRod {
  readonly name: string;
  readonly from: Place;
  readonly to: Place;
  readonly radius: number;
}

export interface SpaceShip {
  readonly name: string;
  /** Kind of ship, as the station file names it. */
  readonly type: string;
  readonly at: Place;
  /** Unit vector along which the ship reaches away from its port. */
  readonly outwards: Place;
  readonly status: ShipStatus;
}

/** The example camera: 20 m to the side of the leaking ship. Its place is made up; no station camera's is public. */
export interface SpaceCamera {
  readonly at: Place;
  readonly looksAt: Place;
  /** Angle between its line of sight and the Sun [deg]; null where the Sun is not known. */
  readonly sunDeg: number | null;
}

export interface SpaceModel {
  readonly modules: readonly SpaceRod[];
  readonly ships: readonly SpaceShip[];
  readonly sun: Place | null;
  readonly sunlit: boolean | null;
  readonly camera: SpaceCamera | null;
  readonly middle: Place;
  readonly size: number;
}

const axes: Readonly<Record<Direction, Place>> = {
  forward: [1, 0, 0],
  aft: [-1, 0, 0],
  zenith: [0, 1, 0],
  nadir: [0, -1, 0],
  side: [0, 0, 1],
};

/** A Progress is 7.2 m long and 84 units of the plan. */
export const SHIP_UNITS = 84;
const UNITS_PER_M = SHIP_UNITS / 7.2;

const plus = (a: Place, b: Place, times = 1): Place => [
  a[0] + times * b[0],
  a[1] + times * b[1],
  a[2] + times * b[2],
];
const dot = (a: Place, b: Place): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Where the cooled equipment is, along the ship [units from the port]. */
export const COOLED_AT = 0.7 * SHIP_UNITS;

function exampleCamera(ship: SpaceShip, sun: Place | null): SpaceCamera {
  const looksAt = plus(ship.at, ship.outwards, COOLED_AT);
  // To starboard of a ship that hangs up or down, which is where the plan is seen from too.
  const at = plus(looksAt, [0, 0, 1], 20 * UNITS_PER_M);
  const sight: Place = [0, 0, -1];
  return {
    at,
    looksAt,
    sunDeg: sun === null ? null : (Math.acos(Math.min(1, Math.max(-1, dot(sight, sun)))) * 180) / Math.PI,
  };
}

/** The station in space: the plan's modules and ships with depth, the Sun of the orbit, the leak of the watch. Not to scale. */
export function spaceModel(answer: StationAnswer, board: Board | null): SpaceModel {
  const layout = layOut(answer);
  // The plan's y points down.
  const modules = layout.modules.map(({ name, x, y, width, height }): SpaceRod => {
    const lies = width >= height;
    const [cx, cy] = [x + width / 2, -(y + height / 2)];
    return lies
      ? { name, from: [x + 2, cy, 0], to: [x + width - 2, cy, 0], radius: 0.42 * height }
      : { name, from: [cx, -y - 2, 0], to: [cx, -(y + height) + 2, 0], radius: 0.42 * width };
  });
  const ships = answer.ships.flatMap((ship): SpaceShip[] => {
    const port = layout.ports.find(({ id }) => id === ship.port);
    if (port === undefined) return [];
    const outwards = axes[port.direction];
    const at: Place = [port.x, -port.y, 0];
    return [{ name: ship.name, type: ship.type, at, outwards, status: shipStatus(ship, board) }];
  });
  const { orbit } = answer;
  const sun: Place | null =
    orbit === null ? null : [orbit.sun.forward, orbit.sun.zenith, orbit.sun.starboard];
  const leaking = ships.find(({ status }) => status.leaking);
  const { bounds } = layout;
  return {
    modules,
    ships,
    sun,
    sunlit: orbit?.sunlit ?? null,
    camera: leaking === undefined ? null : exampleCamera(leaking, sun),
    middle: [bounds.x + bounds.width / 2, -(bounds.y + bounds.height / 2), 0],
    size: Math.max(bounds.width, bounds.height),
  };
}

const sideWords = (sun: Place): string => {
  const sides: readonly (readonly [number, string, string])[] = [
    [sun[0], "ahead", "behind"],
    [sun[1], "above", "below"],
    [sun[2], "to starboard", "to port"],
  ];
  return [...sides]
    .sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]))
    .filter(([part]) => Math.abs(part) > 0.17)
    .map(([part, positive, negative]) => (part > 0 ? positive : negative))
    .join(", ");
};

/** The same in words: for those who do not see the drawing, and for browsers that cannot draw it. */
export function spaceWords(model: SpaceModel, timeS: number): readonly string[] {
  const { sun, sunlit, camera } = model;
  const words: string[] = [];
  if (sun === null) words.push("Where the Sun stands is not known: no orbital elements near this instant.");
  else {
    const place = `The Sun stands ${sideWords(sun)} (${[
      [sun[0], "forward"],
      [sun[2], "starboard"],
      [sun[1], "zenith"],
    ]
      .map(([part, name]) => `${name} ${decimalsOf(part as number, 2)}`)
      .join(", ")}).`;
    words.push(
      sunlit
        ? `${clockShort(timeS)}, day. ${place} That side of every ship is the hot one.`
        : `${clockShort(timeS)}, night: no side is lit. ${place}`,
    );
  }
  for (const { name, outwards, status } of model.ships.filter((ship) => ship.status.leaking)) {
    const lit = sun === null || !sunlit ? null : dot(outwards, sun);
    const end =
      lit === null
        ? ""
        : lit > 0.17
          ? " Its far end faces the Sun."
          : " Its far end faces away from the Sun.";
    words.push(
      `${name}: ${status.word.toLowerCase()}. Which way the plume goes is not known from its telemetry; it is drawn all around the cooled section.${end}`,
    );
  }
  if (camera !== null)
    words.push(
      `The camera drawn is the shipped example, 20 m to starboard; no station camera's place is public. ${
        camera.sunDeg === null
          ? ""
          : `The Sun stands ${decimalsOf(camera.sunDeg, 0)}° from its line of sight${sunlit === false ? ", behind the Earth" : camera.sunDeg < 35 ? ": it is all but blind" : ""}.`
      }`,
    );
  else words.push("No ship leaks, so there is no plume and no camera.");
  return words;
}
