import { randomStream } from "../../stats/index.ts";
import type { Frame } from "../../telemetry/frame.ts";
import { type BenchVehicle, GAS, levelWeight, START_PERCENT } from "./bench-vehicle.ts";
import { type Confuser, isActive, loopShift, sensorShift } from "./confuser.ts";
import { autoregression, narrowBand, randomWalk } from "./disturbance.ts";
import { type Leak, leakedBy, leakRateAt } from "./leak-shape.ts";

/** What differs from the vehicle as described. */
export interface WorldOptions {
  readonly seed: number;
  readonly leak?: Leak | undefined;
  readonly confusers?: readonly Confuser[] | undefined;
  /** Times the described drift. */
  readonly driftFactor?: number | undefined;
  /** Part of the swing that the twin gets wrong, beyond its usual error: 0.1 is "wrong by 10 %". */
  readonly twinError?: number | undefined;
  /** Part of the frames that arrive. */
  readonly arriving?: number | undefined;
  /** A sensor that gives nothing; the fused inventory then rests on the other. */
  readonly lost?: "level" | "pressure" | undefined;
  /** The level code moves no more from here on, seconds since the start. */
  readonly levelStuckFromS?: number | undefined;
}

/** A source of frames that knows what leaks. */
export interface FrameWorld {
  /** The next frame, or null for one that did not arrive. */
  next(): Frame | null;
  /** Mass let out by an instant, grams. */
  lostG(timeS: number): number;
}

/** Kelvin of temperature swing behind the displacement, and how long the coolant's bulk follows its supply temperature. */
const SWING_K = 10;
const BULK_S = 600;

/**
 * A loop in orbit, made up from a seed, with a leak or without: accumulator displacement in grams from a drifting, swinging,
 * wandering loop, seen by a quantised level sensor, a pressure sensor and a thermometer. It shares no code with the watch.
 * SYNTHETIC: nothing of it was recorded.
 */
export function createWorld(vehicle: BenchVehicle, options: WorldOptions): FrameWorld {
  const { plant, sight } = vehicle;
  const periodS = vehicle.loop.framePeriodS;
  const random = randomStream(options.seed);
  const orbitHz = 1 / plant.orbitPeriodS;
  const coherenceS = plant.coherenceOrbits * plant.orbitPeriodS;
  const drift = randomWalk(
    random.named("drift"),
    plant.driftGPerRootDay * (options.driftFactor ?? 1),
    periodS,
  );
  const wander = autoregression(random.named("wander"), plant.wanderG, plant.wanderTimeS, periodS);
  const first = narrowBand(random.named("residue 1"), plant.compensationErrorG, orbitHz, coherenceS);
  const second = narrowBand(
    random.named("residue 2"),
    plant.secondHarmonic * plant.compensationErrorG,
    2 * orbitHz,
    coherenceS,
  );
  const amplitude = autoregression(random.named("amplitude"), plant.swingWander, coherenceS, periodS);
  const draw = random.named("start");
  const [phase1, phase2] = [2 * Math.PI * draw.uniform(), 2 * Math.PI * draw.uniform()];
  const levelNoise = random.named("level");
  const pressureNoise = random.named("pressure");
  const temperatureNoise = random.named("temperature");
  const arrival = random.named("arrival");
  const confusers = options.confusers ?? [];
  const weight = options.lost === "level" ? 0 : options.lost === "pressure" ? 1 : levelWeight(plant);
  const codeG = plant.levelStep * plant.fullScaleG;
  const fullG = plant.fullScaleG;
  const startG = (START_PERCENT / 100) * fullG;
  const gainG = plant.swingG / (SWING_K / Math.hypot(1, 2 * Math.PI * orbitHz * BULK_S));
  const follow = 1 - Math.exp(-periodS / BULK_S);
  const twinError = options.twinError ?? 0;
  let bulkK = 0;
  let heldLevelG = startG;
  let number = 0;
  let clockS = 0;
  let gasLostG = 0;
  let ahead = 0;

  const swingOf = (timeS: number, scale: number) => {
    const angle = 2 * Math.PI * orbitHz * timeS;
    return scale * (Math.sin(angle + phase1) + plant.secondHarmonic * Math.sin(2 * angle + phase2));
  };

  const next = (): Frame | null => {
    number++;
    const endS = number * periodS;
    const timeS = endS - periodS / 2;
    let shiftG = 0;
    let levelErrorG = 0;
    let pressureErrorG = 0;
    let stuck = timeS >= (options.levelStuckFromS ?? Number.POSITIVE_INFINITY);
    let dropped = false;
    let zero = false;
    // Events stand in order of their start; those long over no longer act, except for what moved coolant for good.
    while (ahead < confusers.length && confusers[ahead]!.startS <= timeS) {
      const event = confusers[ahead++]!;
      if (event.kind === "clock jump") clockS += event.size;
    }
    for (let i = 0; i < ahead; i++) {
      const event = confusers[i]!;
      if (event.kind === "refill" || event.kind === "transfer" || timeS - event.startS < 400_000) {
        shiftG += loopShift(event, timeS);
      }
      if (!isActive(event, timeS)) continue;
      levelErrorG += sensorShift(event, "level", timeS);
      pressureErrorG += sensorShift(event, "pressure", timeS);
      stuck ||= event.kind === "stuck code";
      dropped ||= event.kind === "dropout";
      zero ||= event.kind === "multiplexer drop";
    }
    const physicalS = timeS + clockS;
    const scale = 1 + amplitude();
    const residueG = first(physicalS) + second(physicalS);
    const swing = swingOf(physicalS, scale);
    const temperatureK = SWING_K * swing;
    bulkK += follow * (temperatureK - bulkK);
    const swingG = sight === "fused" ? plant.swingG * swing : gainG * bulkK;
    const lost = options.leak ? (sight === "gas" ? gasLostG : leakedBy(options.leak, timeS)) : 0;
    const displacedG = shiftG + drift() + wander() + swingG - lost;
    const rawLevelG = startG + displacedG + plant.levelNoise * fullG * levelNoise.normal() + levelErrorG;
    if (!stuck) heldLevelG = codeG > 0 ? Math.round(rawLevelG / codeG) * codeG : rawLevelG;
    const pressureG = startG + displacedG + plant.pressureNoiseG * pressureNoise.normal() + pressureErrorG;
    const thermalG = plant.temperatureNoiseG * temperatureNoise.normal();
    const arrives = !dropped && (options.arriving === undefined || arrival.uniform() < options.arriving);

    let reading: number;
    if (sight === "fused") {
      const compensationG = swingG * (1 - twinError) - residueG + thermalG;
      reading = ((weight * heldLevelG + (1 - weight) * pressureG - compensationG) * 100) / fullG;
    } else if (sight === "level") {
      reading = ((heldLevelG + residueG) * 100) / fullG;
    } else {
      const volume = GAS.volumeM3 - (pressureG - startG + residueG) / 1000 / GAS.densityKgPerM3;
      reading = (GAS.pressureKpa * GAS.volumeM3) / Math.max(volume, 1e-4);
      if (options.leak) {
        const drive = Math.sqrt(Math.max(reading, GAS.vapourKpa) / GAS.pressureKpa);
        gasLostG += leakRateAt(options.leak, timeS) * drive * periodS;
      }
    }
    if (!arrives) return null;
    const temperature = 10 + temperatureK + (thermalG / plant.swingG) * SWING_K;
    const mean = sight === "fused" ? [reading] : [reading, temperature];
    if (zero) mean.fill(0);
    return {
      endS,
      periodS,
      mean: Float64Array.from(mean),
      coverage: new Float64Array(mean.length).fill(1),
      reports: new Int32Array(mean.length).fill(1),
    };
  };

  return {
    next,
    lostG: (timeS) => {
      if (!options.leak) return 0;
      return sight === "gas" ? gasLostG : leakedBy(options.leak, timeS);
    },
  };
}
