import {
  advanceCabin,
  type CabinLayout,
  type CabinState,
  type Compartment,
  type CompartmentLoad,
  cabinAt,
  type Passage,
  readingOf,
  wetBulbGlobeC,
} from "../../cabin/index.ts";
import type { Draw } from "../draw.ts";
import { settledWater, soakRate } from "./cloth.ts";
import type { QuantityName } from "./quantity.ts";
import type { ReturnCase } from "./return-case.ts";
import type { CompartmentName, ProfileName, ReturnFile, ReturnPhase } from "./return-file.ts";
import { personHeat, type Wearer } from "./suited-person.ts";

const ALL: readonly CompartmentName[] = ["descent", "orbital", "instrument"];
const ALONE: readonly CompartmentName[] = ["descent"];
/** Entries that the first compartment, the descent module, has at the head of a `CabinState`. */
const STATE_ENTRIES = 4;
/** Enthalpy that vapour brings to what it condenses on [J/kg], as `src/cabin` counts vapour at skin temperature. */
const CONDENSING = 2.566e6;

/** What is to be flown. */
export interface Trip {
  readonly file: ReturnFile;
  /** How the ship starts; left out: as the return file says. */
  readonly start: ReturnCase["start"];
  readonly coolant: ReturnCase["coolant"];
  readonly profile: ProfileName;
  readonly crew: number;
}

/** Values at one moment of a trip, in SI. `electronics` is NaN once the instrument compartment has gone; the crew's are NaN without one. */
export interface TripSample extends Readonly<Record<QuantityName, number>> {
  /** Since the hatch was closed [s]. */
  readonly timeS: number;
  readonly phase: number;
}

export interface FlownTrip {
  readonly samples: readonly TripSample[];
  /** End of each phase since the hatch was closed [s]. */
  readonly endsS: readonly number[];
}

/**
 * Flies one member from hatch closing to recovery. `src/cabin` carries air, vapour, structure and dew; between samples,
 * at most `everyS` apart, loads are constant. Modules that separate take their air and heat with them.
 */
export function flyTrip(trip: Trip, draw: Draw, everyS = 480): FlownTrip {
  const { file, start, profile, crew } = trip;
  const people = file.crew;
  const massKg = draw("crew.mass", people.mass);
  const dryWPerK = draw("crew.dry-exchange", people["dry-exchange"]);
  const airSpeedMPerS = draw("crew.air-speed", people["air-speed"]);
  const adjustmentK = draw("crew.suit-adjustment", people["suit-adjustment"]);
  const sweatCalledWPerK = draw("crew.sweat-called", people["sweat-called"]);
  const leastWater = draw("crew.least-water", people["least-water"]);
  const sweat = {
    clothes: draw("crew.sweat", people["sweat-in-clothes"]),
    suit: draw("crew.sweat", people["sweat-in-suit"]),
  };
  const boxRiseK = draw("electronics.box-rise", file.electronics["box-rise"]);
  const humidity = draw("start.humidity", start.humidity);
  const cabinK = draw("start.cabin", start.cabin);
  const instrumentK = draw("start.instrument", start.instrument);

  const { phases } = file.profiles[profile];
  const samples: TripSample[] = [];
  const endsS: number[] = [];
  let modules = ALL;
  let state = cabinAt(layoutOf(file, phases[0]!, ALL, draw), cabinK, humidity, {
    instrument: { temperatureK: instrumentK, relativeHumidity: 0.1 },
  });
  let riseK = 0;
  const cloth = {
    massKg: draw("cloth.mass", file.cloth.mass),
    soakTimeS: draw("cloth.soak-time", file.cloth["soak-time"]),
  };
  const descentM3 = draw("descent.air", file.compartments.descent.air);
  let clothWaterKg = settledWater(cloth, humidity);

  phases.forEach((phase, index) => {
    const parts = phase.alone && modules !== ALONE;
    if (parts) modules = ALONE;
    const layout = layoutOf(file, phase, modules, draw);
    if (parts) state = separated(layout, state);
    const metabolicW = draw("crew.metabolic", phase.metabolic);
    const sweatShare = phase.suits ? sweat.suit : sweat.clothes;
    const wearer = { massKg, metabolicW, dryWPerK, sweatShare, sweatCalledWPerK, leastWater };
    const equipment = equipmentOf(trip, phase, modules, draw);
    const lastsS = draw(`${phase.id}.lasts`, phase.lasts);
    // air becomes humid within minutes of hatch closing
    const steps = Math.ceil(lastsS / (index === 0 ? everyS / 4 : everyS));
    samples.push(sampleOf(layout, index, phase.suits ? adjustmentK : 0));
    for (let step = 0; step < steps; step++) {
      const loads = withCrew(layout, phase, equipment, wearer, lastsS / steps);
      state = advanceCabin(layout, state, () => loads, lastsS / steps);
      samples.push(sampleOf(layout, index, phase.suits ? adjustmentK : 0));
    }
    endsS.push(state.timeS);
  });
  return { samples, endsS };

  /** Equipment and people. With the hatch open the crew is taken to be half here and half there; bodies warm by what they keep. */
  function withCrew(
    layout: CabinLayout,
    phase: ReturnPhase,
    equipment: Readonly<Record<string, CompartmentLoad>>,
    wearer: Wearer,
    durationS: number,
  ): Record<string, CompartmentLoad> {
    const loads: Record<string, CompartmentLoad> = { ...equipment };
    const rooms = phase.hatch === "open" ? ["descent", "orbital"] : ["descent"];
    let warming = 0;
    for (const room of crew > 0 ? rooms : []) {
      const { airK, vapourPressurePa } = readingOf(layout, state, room);
      const person = personHeat(airK, vapourPressurePa, wearer, riseK);
      const here = crew / rooms.length;
      const load = equipment[room]!;
      loads[room] = {
        ...load,
        airW: (load.airW ?? 0) + here * person.sensibleW,
        vapourKgPerS: here * person.waterKgPerS,
      };
      warming += person.warmingKPerS / rooms.length;
    }
    const { structureW = 0, vapourKgPerS = 0, ...rest } = loads.descent!;
    const air = { ...readingOf(layout, state, "descent"), volumeM3: descentM3 };
    const soaked = soakRate(cloth, clothWaterKg, air, durationS, vapourKgPerS);
    clothWaterKg += soaked * durationS;
    // water that soaks into cloth condenses there
    loads.descent = {
      ...rest,
      structureW: structureW + CONDENSING * soaked,
      vapourKgPerS: vapourKgPerS - soaked,
    };
    riseK = Math.max(0, riseK + warming * durationS);
    return loads;
  }

  function sampleOf(layout: CabinLayout, phase: number, suitK: number): TripSample {
    const air = readingOf(layout, state, "descent");
    const boxesK =
      modules === ALL ? readingOf(layout, state, "instrument").structureK + boxRiseK : Number.NaN;
    const ofCrew = (value: () => number) => (crew > 0 ? value() : Number.NaN);
    return {
      timeS: state.timeS,
      phase,
      cabin: air.airK,
      // beyond saturation there is mist
      humidity: ofCrew(() => Math.min(1, air.relativeHumidity)),
      wbgt: ofCrew(
        () =>
          273.15 +
          suitK +
          wetBulbGlobeC({
            airK: air.airK,
            vapourPressurePa: air.vapourPressurePa,
            airSpeedMPerS,
            surroundingsK: air.structureK,
          }),
      ),
      body: ofCrew(() => riseK),
      electronics: boxesK,
    };
  }
}

/** The descent module by itself, with its air, dew and heat as they were. */
function separated(alone: CabinLayout, { timeS, values }: CabinState): CabinState {
  const state = cabinAt(alone, 293.15, 0.5);
  state.values.set(values.subarray(0, STATE_ENTRIES));
  return { timeS, values: state.values };
}

function layoutOf(
  file: ReturnFile,
  phase: ReturnPhase,
  modules: readonly CompartmentName[],
  draw: Draw,
): CabinLayout {
  const compartments = modules.map((id): Compartment => {
    const part = file.compartments[id];
    return {
      id,
      airVolumeM3: draw(`${id}.air`, part.air),
      structureHeatCapacityJPerK: draw(`${id}.heat-capacity`, part["heat-capacity"]),
      airToStructureWPerK: draw(`${id}.air-to-structure`, part["air-to-structure"]),
    };
  });
  const passages: Passage[] = [];
  if (modules.length > 1) {
    const { passages: through } = file;
    passages.push(
      {
        between: ["descent", "orbital"],
        airFlowM3PerS: phase.hatch === "open" ? draw("hatch-air", through["hatch-air"]) : 0,
        conductanceWPerK: draw("descent-orbital", through["descent-orbital"]),
      },
      {
        between: ["descent", "instrument"],
        airFlowM3PerS: 0,
        conductanceWPerK: draw("descent-instrument", through["descent-instrument"]),
      },
    );
  }
  const { outside } = phase;
  if (outside === undefined) return { compartments, outside: [], passages };
  passages.push({
    between: ["descent", "outside"],
    airFlowM3PerS: draw(`${phase.id}.outside`, outside.flow),
  });
  const air = {
    id: "outside",
    temperatureK: draw("outside.temperature", outside.temperature),
    relativeHumidity: draw("outside.humidity", outside.humidity),
  };
  return { compartments, outside: [air], passages };
}

/** Loads of a phase without its crew: equipment, shell, and the cooling loop while it works. */
function equipmentOf(
  { file, coolant }: Trip,
  phase: ReturnPhase,
  modules: readonly CompartmentName[],
  draw: Draw,
): Record<string, CompartmentLoad> {
  const cooled = coolant === "working" && phase.alone === undefined;
  const acting: Record<string, CompartmentLoad> = {};
  for (const id of modules) {
    const { shell, cooling } = file.compartments[id];
    const heat = phase.heat[id];
    const [shellWPerK, shellK] = [
      draw(`${id}.shell`, shell.conductance),
      draw(`${id}.shell-temperature`, shell.temperature),
    ];
    // two sinks of the same structure act as one: the sum of conductances, at the mean temperature weighted by them
    const active = cooled && cooling !== undefined ? cooling : undefined;
    const coldWPerK = active === undefined ? 0 : draw(`${id}.cooling`, active.conductance);
    const coldK = active === undefined ? shellK : draw("cooling.temperature", active.temperature);
    const conductanceWPerK = shellWPerK + coldWPerK;
    const equipmentW = heat === undefined ? 0 : draw(`heat.${id}`, heat);
    const toAir = id === "instrument" ? 0 : draw("electronics.to-air", file.electronics["to-air"]);
    const load: CompartmentLoad = {
      airW: toAir * equipmentW,
      structureW:
        (1 - toAir) * equipmentW +
        (id === "descent" && phase["entry-heat"] !== undefined ? draw("entry-heat", phase["entry-heat"]) : 0),
      ...(conductanceWPerK > 0 && {
        sink: {
          conductanceWPerK,
          temperatureK: (shellWPerK * shellK + coldWPerK * coldK) / conductanceWPerK,
        },
      }),
    };
    const dryer = active?.dryer;
    acting[id] =
      dryer === undefined
        ? load
        : {
            ...load,
            condenser: {
              airFlowM3PerS: draw("dryer.flow", dryer.flow),
              effectiveness: draw("dryer.effectiveness", dryer.effectiveness),
              surfaceK: draw("dryer.surface", dryer.surface),
            },
          };
  }
  return acting;
}
