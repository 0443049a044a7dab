import { type RandomStream, randomStream } from "../../stats/index.ts";
import type { Frame } from "../../telemetry/frame.ts";
import type { BenchVehicle } from "./bench-vehicle.ts";
import type { Confuser, Gauge } from "./confuser.ts";
import { Confusion } from "./confusion.ts";
import { autoregression, narrowBand, randomWalk } from "./disturbance.ts";
import { type Leak, leakedBy, leakRateAt } from "./leak-shape.ts";
import { levelWeight, roundS, START_PERCENT, SWING_K } from "./plant.ts";

/** What differs from the vehicle as described. */
export interface WorldOptions {
  readonly seed: number;
  readonly leak?: Leak | undefined;
  readonly confusers?: readonly Confuser[] | undefined;
  /** Times the described drift. */
  readonly driftFactor?: number | undefined;
  /** How wrong the thermal model and the described gas volume are: 0.1 is "wrong by 10 %". */
  readonly twinError?: number | undefined;
  /** Sensor noise of Student's t with three degrees of freedom, of the described variance. */
  readonly heavyTails?: boolean | undefined;
  /** Part of the frames that arrive. */
  readonly arriving?: number | undefined;
  /** A sensor that gives nothing, or does not move any more, from an instant on. */
  readonly lost?: { readonly sensor: Gauge | "temperature"; readonly fromS: number } | undefined;
  readonly stuck?: { readonly sensor: Gauge; readonly fromS: number } | undefined;
}

/** A source of frames that knows what leaks. */
export interface FrameWorld {
  /** The next frame, or null for one that did not arrive. */
  next(): Frame | null;
  /** The same frame as one channel, fused and compensated: what bounds, oracle and baselines look at. NaN: nothing to fuse. */
  fused(): number;
  /** Mass let out by an instant, grams. */
  lostG(timeS: number): number;
}

/** How long the bulk of a raw loop follows its supply temperature, and a part of any loop whose thermal model is wrong. */
const BULK_S = 600;

/**
 * A loop made up from a seed, with a leak or without: accumulator displacement in grams from a drifting, swinging, wandering
 * loop, seen by a quantised level sensor, a gas pressure, a thermometer, a flow meter and a valve. It shares no code with the
 * watch. SYNTHETIC: nothing of it was recorded.
 */
export function createWorld(vehicle: BenchVehicle, options: WorldOptions): FrameWorld {
  const { plant, sight, deliveredPeriodS: periodS } = vehicle;
  const { gas } = plant;
  const random = randomStream(options.seed);
  const round = roundS(plant);
  const orbitHz = 1 / round;
  const orbits = plant.orbitPeriodS > 0;
  const coherenceS = plant.coherenceOrbits * round;
  const drift = randomWalk(
    random.named("drift"),
    plant.driftGPerRootDay * (options.driftFactor ?? 1),
    periodS,
  );
  const wander = autoregression(random.named("wander"), plant.wanderG, plant.wanderTimeS, periodS);
  const residue = residueOf(plant.compensationErrorG);
  const amplitude = autoregression(random.named("amplitude"), plant.swingWander, coherenceS, periodS);
  const load = autoregression(random.named("load"), Math.SQRT1_2, round, periodS);
  const draw = random.named("start");
  const [phase1, phase2] = [2 * Math.PI * draw.uniform(), 2 * Math.PI * draw.uniform()];
  const levelNoise = noiseOf("level");
  const pressureNoise = noiseOf("pressure");
  const temperatureNoise = noiseOf("temperature");
  const flowNoise = random.named("flow");
  const arrival = random.named("arrival");
  const confusion = new Confusion(options.confusers ?? [], plant.swingG);
  const usual = periodS < 10 ? 0 : levelWeight(plant);
  const codeG = plant.levelStep * plant.fullScaleG;
  const fullG = plant.fullScaleG;
  const startG = (START_PERCENT / 100) * fullG;
  const raw = sight === "level" || sight === "gas";
  // Seen through the lag, a swing of the supply temperature gives the described swing of the bulk.
  const gainG = (raw ? Math.hypot(1, 2 * Math.PI * orbitHz * BULK_S) : 1) * (plant.swingG / SWING_K);
  const follow = -Math.expm1(-periodS / BULK_S);
  const twinError = options.twinError ?? 0;
  const gasVolume = gas.volumeM3 * (sight === "gauges" ? 1 + twinError : 1);
  const flowSd = 0.002 * plant.flowKgPerH;
  let bulkK = 0;
  let heldLevelG = startG;
  let heldPressureG = startG;
  let number = 0;
  let gasLostG = 0;
  let fusedReading = Number.NaN;

  function noiseOf(name: string): () => number {
    const stream = random.named(name);
    return options.heavyTails ? () => studentThree(stream) : () => stream.normal();
  }

  function residueOf(rms: number): (timeS: number) => number {
    if (!orbits) return autoregression(random.named("residue"), rms, plant.wanderTimeS, periodS);
    const first = narrowBand(random.named("residue 1"), rms, orbitHz, coherenceS);
    const second = narrowBand(random.named("residue 2"), plant.secondHarmonic * rms, 2 * orbitHz, coherenceS);
    return (timeS) => first(timeS) + second(timeS);
  }

  const swingAt = (timeS: number, scale: number) => {
    if (!orbits) return scale * load();
    const angle = 2 * Math.PI * orbitHz * timeS;
    return scale * (Math.sin(angle + phase1) + plant.secondHarmonic * Math.sin(2 * angle + phase2));
  };

  const isFrom = (fault: { readonly fromS: number } | undefined, timeS: number): boolean =>
    fault !== undefined && timeS >= fault.fromS;

  const next = (): Frame | null => {
    number++;
    const endS = number * periodS;
    const timeS = endS - periodS / 2;
    confusion.at(timeS);
    const physicalS = timeS + confusion.clockS;
    const temperatureK =
      SWING_K * swingAt(physicalS, (1 + amplitude()) * confusion.swing) + confusion.temperatureK;
    bulkK += follow * (temperatureK - bulkK);
    const thermalG = gainG * (raw ? bulkK : temperatureK);
    const lost = options.leak ? (sight === "gas" ? gasLostG : leakedBy(options.leak, timeS)) : 0;
    const displacedG = confusion.loopG + drift() + wander() + thermalG + residue(physicalS) - lost;

    const levelStuck =
      confusion.stuck.level || (options.stuck?.sensor === "level" && isFrom(options.stuck, timeS));
    // At its stop an accumulator gives no more: the level rests at zero, and what is left has its vapour pressure.
    const spent = sight !== "fused" && startG + displacedG <= 0;
    const inAccumulatorG = sight === "fused" ? startG + displacedG : Math.max(0, startG + displacedG);
    const rawLevelG = inAccumulatorG + plant.levelNoise * fullG * levelNoise() + confusion.levelG;
    if (!levelStuck) heldLevelG = codeG > 0 ? Math.round(rawLevelG / codeG) * codeG : rawLevelG;
    const pressureStuck =
      confusion.stuck.pressure || (options.stuck?.sensor === "pressure" && isFrom(options.stuck, timeS));
    const rawPressureG = inAccumulatorG + plant.pressureNoiseG * pressureNoise() + confusion.pressureG;
    if (!pressureStuck) heldPressureG = rawPressureG;
    const volume = gasVolume - (heldPressureG - startG) / 1000 / gas.densityKgPerM3;
    const onGasKpa = (gas.pressureKpa * gasVolume) / Math.max(volume, 1e-3 * gasVolume);
    const pressureKpa = spent && !pressureStuck ? gas.vapourKpa : onGasKpa;
    // A thermal model that is wrong weighs a part of the loop as if it followed at once.
    const seenK = sight === "gauges" ? temperatureK + twinError * (bulkK - temperatureK) : temperatureK;
    const noiseK = (plant.temperatureNoiseG / plant.swingG) * SWING_K * temperatureNoise();
    const rough = confusion.roughFlow ? 5 : 1;
    const flow = plant.flowKgPerH * (1 - confusion.flowShare) + rough * flowSd * flowNoise.normal();
    const arrives =
      !confusion.silent && (options.arriving === undefined || arrival.uniform() < options.arriving);
    if (sight === "gas" && options.leak) {
      const drive = Math.sqrt(Math.max(pressureKpa, gas.vapourKpa) / gas.pressureKpa);
      gasLostG += leakRateAt(options.leak, timeS) * drive * periodS;
    }
    if (!arrives) {
      fusedReading = Number.NaN;
      return null;
    }

    const isLost = (sensor: Gauge | "temperature") =>
      (options.lost?.sensor === sensor && isFrom(options.lost, timeS)) ||
      (sensor !== "temperature" && confusion.lost[sensor]);
    const weight = isLost("level") ? 0 : isLost("pressure") ? 1 : usual;
    const fusedError = sight === "fused" ? twinError : 0;
    const readK = temperatureK + confusion.thermometerK;
    const compensationG = gainG * readK * (1 - fusedError) + (plant.swingG / SWING_K) * noiseK;
    const zeroed = confusion.zero.level || confusion.zero.pressure;
    fusedReading = zeroed
      ? 0
      : ((weight * heldLevelG + (1 - weight) * heldPressureG - compensationG) * 100) / fullG;

    const celsius = isLost("temperature") ? Number.NaN : 10 + seenK + confusion.thermometerK + noiseK;
    let mean: Float64Array;
    switch (sight) {
      case "fused":
        mean = Float64Array.of(fusedReading);
        break;
      case "level":
        mean = zeroed ? new Float64Array(2) : Float64Array.of((heldLevelG * 100) / fullG, celsius);
        break;
      case "gas":
        mean = zeroed ? new Float64Array(2) : Float64Array.of(pressureKpa, celsius);
        break;
      case "gauges":
        mean = Float64Array.of(
          isLost("level") ? Number.NaN : (heldLevelG * 100) / fullG,
          celsius,
          flow,
          confusion.valve,
          isLost("pressure") ? Number.NaN : pressureKpa,
        );
        if (confusion.zero.level) mean[0] = mean[2] = mean[3] = 0;
        if (confusion.zero.pressure) mean[1] = mean[4] = 0;
    }
    return {
      endS,
      periodS,
      mean,
      coverage: mean.map((value) => (Number.isNaN(value) ? 0 : 1)),
      reports: new Int32Array(mean.length).fill(1),
    };
  };

  return {
    next,
    fused: () => fusedReading,
    lostG: (timeS) => {
      if (!options.leak) return 0;
      return sight === "gas" ? gasLostG : leakedBy(options.leak, timeS);
    },
  };
}

/** Student's t with three degrees of freedom, scaled to unit variance. */
function studentThree(random: RandomStream): number {
  const [a, b, c] = [random.normal(), random.normal(), random.normal()];
  return random.normal() / Math.sqrt(a * a + b * b + c * c);
}
