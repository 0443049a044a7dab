import type { TwinDescription, TwinElement } from "../vehicle/index.ts";
import type { ForecastChoice, WhatIfAction } from "./forecast-contract.ts";

const spoken = (id: string): string => id.replaceAll("-", " ");

/** Most people that a what-if puts into a compartment. */
const MOST_CREW = 3;

const axes: readonly (readonly [string, readonly [number, number, number]])[] = [
  ["zenith", [0, 0, -1]],
  ["nadir", [0, 0, 1]],
  ["forward", [1, 0, 0]],
  ["aft", [-1, 0, 0]],
  ["starboard", [0, 1, 0]],
  ["port", [0, -1, 0]],
];

/** What can be done to a vehicle, read off its file: shed loads, hatches, people, pumps, valves, heaters, attitude. */
export function forecastChoices(twin: TwinDescription): ForecastChoice[] {
  return [
    ...loadChoices(twin),
    ...hatchChoices(twin),
    ...crewChoices(twin),
    ...twin.loops.flatMap(({ id, elements }) =>
      elements.flatMap((element) => elementChoices(id, element, twin.loops.length > 1)),
    ),
    ...attitudeChoices(twin),
  ];
}

function loadChoices({ loads }: TwinDescription): ForecastChoice[] {
  if (loads.length === 0) return [];
  const of = (load: string, name: string): ForecastChoice => ({
    kind: "load",
    what: load,
    name,
    to: [
      { word: "shed", name: "shed", action: { kind: "load", atS: 0, load, to: "shed" } },
      { word: "nominal", name: "at full power", action: { kind: "load", atS: 0, load, to: "nominal" } },
    ],
  });
  return [
    ...(loads.length > 1 ? [of("all", "all loads")] : []),
    ...loads.map(({ id }) => of(id, `load ${spoken(id)}`)),
  ];
}

function hatchChoices({ compartments, surroundings }: TwinDescription): ForecastChoice[] {
  const named = new Map([...compartments, ...surroundings].map((each) => [each.id, spoken(each.id)]));
  return compartments.flatMap(({ id, hatches }) =>
    hatches
      .filter(({ airFlowM3PerS }) => airFlowM3PerS.value > 0)
      .map(({ to }): ForecastChoice => {
        const act = (open: boolean): WhatIfAction => ({ kind: "hatch", atS: 0, compartment: id, to, open });
        return {
          kind: "hatch",
          what: `${id}:${to}`,
          name: `hatch and duct ${spoken(id)} to ${named.get(to) ?? spoken(to)}`,
          to: [
            { word: "closed", name: "closed", action: act(false) },
            { word: "open", name: "open", action: act(true) },
          ],
        };
      }),
  );
}

function crewChoices({ compartments }: TwinDescription): ForecastChoice[] {
  return compartments
    .filter(({ hatches }) => hatches.some(({ airFlowM3PerS }) => airFlowM3PerS.value > 0))
    .map(({ id }) => ({
      kind: "crew" as const,
      what: id,
      name: `people in ${spoken(id)}`,
      to: Array.from({ length: MOST_CREW + 1 }, (_, count) => ({
        word: String(count),
        name: count === 0 ? "nobody" : String(count),
        action: { kind: "crew" as const, atS: 0, compartment: id, count },
      })),
    }));
}

function elementChoices(loop: string, element: TwinElement, several: boolean): ForecastChoice[] {
  const what = `${loop}.${element.id}`;
  const name = several ? `${spoken(element.id)}, ${spoken(loop)} loop` : spoken(element.id);
  switch (element.type) {
    case "pump":
      return [
        {
          kind: "pump",
          what,
          name: `pump ${name}`,
          to: (["off", "on", "fail"] as const).map((to) => ({
            word: to,
            name: to === "fail" ? "fails" : to,
            action: { kind: "pump", atS: 0, element: what, to },
          })),
        },
      ];
    case "valve":
      return [
        {
          kind: "valve",
          what,
          name: `valve ${name}`,
          to: (
            [
              ["closed", 0],
              ["open", 1],
            ] as const
          ).map(([word, opening]) => ({
            word,
            name: word,
            action: { kind: "valve", atS: 0, element: what, opening },
          })),
        },
      ];
    case "heater":
      return [
        {
          kind: "heater",
          what,
          name: `heater ${name}`,
          to: (["off", "on"] as const).map((word) => ({
            word,
            name: word,
            action: { kind: "heater", atS: 0, element: what, on: word === "on" },
          })),
        },
      ];
    default:
      return [];
  }
}

function attitudeChoices({ orbit }: TwinDescription): ForecastChoice[] {
  if (orbit === undefined) return [];
  return [
    {
      kind: "attitude",
      what: "ship",
      name: "attitude",
      to: [
        {
          word: "local-vertical",
          name: "level with the ground",
          action: {
            kind: "attitude",
            atS: 0,
            attitude: { mode: "local-vertical", yawRad: 0, pitchRad: 0, rollRad: 0 },
          },
        },
        {
          word: "yawed",
          name: "turned by 180° in yaw",
          action: {
            kind: "attitude",
            atS: 0,
            attitude: { mode: "local-vertical", yawRad: Math.PI, pitchRad: 0, rollRad: 0 },
          },
        },
        ...axes.map(([word, axis]) => ({
          word: `sun-${word}`,
          name: `${word} side to the Sun`,
          action: {
            kind: "attitude" as const,
            atS: 0,
            attitude: { mode: "sun-pointing" as const, axis: [...axis] as [number, number, number] },
          },
        })),
      ],
    },
  ];
}
