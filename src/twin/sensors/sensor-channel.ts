import type { RandomStream } from "../../stats/index.ts";
import type { SensorDescription } from "../../vehicle/sensor-description.ts";
import { CodeScale } from "./code-scale.ts";
import { type HubFault, isActive, type SensorFault } from "./fault.ts";
import { Lag } from "./lag.ts";

const DAY_S = 86_400;

/**
 * One sensor between the truth and what it sends: lag, bias, random-walk drift, white noise, faults, end of scale, code, report
 * by exception. Every reading draws the same numbers whether it is sent or not, so a fault changes nothing but its window.
 */
export class SensorChannel {
  readonly lag: Lag;
  readonly #sensor: SensorDescription;
  readonly #scale: CodeScale;
  readonly #faults: readonly SensorFault[];
  readonly #hubFaults: readonly HubFault[];
  readonly #white: RandomStream;
  readonly #walk: RandomStream;
  readonly #bias: number;
  readonly #phaseS: number;
  /** Number of the next reading: its time is number * everyS + phase, to the millisecond. */
  #number: number;
  #drift = 0;
  #lastReadS = Number.NaN;
  #shown = Number.NaN;
  #held = Number.NaN;
  #sent = Number.NaN;
  #sentS = Number.NEGATIVE_INFINITY;

  constructor(
    sensor: SensorDescription,
    random: RandomStream,
    fromS: number,
    faults: readonly SensorFault[],
    hubFaults: readonly HubFault[],
  ) {
    const { id, everyS, white, driftPerRootDay, lagS, bias } = sensor;
    if (!(everyS >= 0.001))
      throw new RangeError(`sensor "${id}": a reading every ${everyS} s; 1 ms is the least`);
    for (const [what, size] of Object.entries({ white, driftPerRootDay, lagS }))
      if (!(size >= 0 && Number.isFinite(size)))
        throw new RangeError(`sensor "${id}": ${what} ${size} is not 0 or above`);
    this.#sensor = sensor;
    this.#scale = new CodeScale(sensor);
    this.#white = random.named("white");
    this.#walk = random.named("drift");
    this.#bias = bias.low + (bias.high - bias.low) * random.named("bias").uniform();
    this.#phaseS = Math.floor(1000 * everyS * random.named("phase").uniform()) / 1000;
    this.#number = Math.floor((fromS - this.#phaseS) / everyS) - 1;
    while (this.nextS < fromS) this.#number++;
    this.lag = new Lag(lagS);
    this.#faults = faults.map((fault) => this.#toOneReading(fault, fromS));
    this.#hubFaults = hubFaults;
  }

  /** Time of the next reading. */
  get nextS(): number {
    return this.#timeOf(this.#number);
  }

  /** Takes the next reading of the true value (SI); gives what is sent, in the delivered unit, or undefined where nothing is. */
  read(trueValue: number): number | undefined {
    const timeS = this.nextS;
    this.#number++;
    const { white, driftPerRootDay } = this.#sensor;
    const shown = this.lag.at(timeS, trueValue);
    if (driftPerRootDay > 0 && !Number.isNaN(this.#lastReadS))
      this.#drift += driftPerRootDay * Math.sqrt((timeS - this.#lastReadS) / DAY_S) * this.#walk.normal();
    this.#lastReadS = timeS;
    const noise = white > 0 ? white * this.#white.normal() : 0;
    const value = this.#scale.send(shown + this.#bias + this.#drift + noise + this.#error(timeS));
    if (this.#is("stuck", "hub-freeze", timeS)) {
      // What it showed last, or first, is all it shows.
      if (Number.isNaN(this.#held)) this.#held = Number.isNaN(this.#shown) ? value : this.#shown;
    } else this.#held = Number.NaN;
    this.#shown = Number.isNaN(this.#held) ? value : this.#held;
    if (this.#is("dead", "hub-drop", timeS)) {
      this.forget();
      return undefined;
    }
    return this.#report(timeS);
  }

  /** Forgets what was sent: the next reading is sent, changed or not. */
  forget(): void {
    this.#sent = Number.NaN;
    this.#sentS = Number.NEGATIVE_INFINITY;
  }

  #report(timeS: number): number | undefined {
    const byException = this.#sensor.reportsChangesOnly;
    if (byException && this.#shown === this.#sent) {
      // Times are whole milliseconds; their difference is one but for rounding.
      if (timeS - this.#sentS < byException.heartbeatS - 1e-4) return undefined;
    }
    this.#sent = this.#shown;
    this.#sentS = timeS;
    return this.#shown;
  }

  #error(timeS: number): number {
    let error = 0;
    for (const fault of this.#faults) {
      if (!isActive(fault, timeS)) continue;
      if (fault.kind === "bias" || fault.kind === "spike") error += fault.by;
      else if (fault.kind === "drift") error += (fault.perDay * (timeS - fault.fromS)) / DAY_S;
    }
    return error;
  }

  #is(own: SensorFault["kind"], hubs: HubFault["kind"], timeS: number): boolean {
    return (
      this.#faults.some((fault) => fault.kind === own && isActive(fault, timeS)) ||
      this.#hubFaults.some((fault) => fault.kind === hubs && isActive(fault, timeS))
    );
  }

  #toOneReading(fault: SensorFault, fromS: number): SensorFault {
    if (fault.kind !== "spike" || fault.untilS !== undefined) return fault;
    let number = Math.floor((Math.max(fault.fromS, fromS) - this.#phaseS) / this.#sensor.everyS) - 1;
    while (this.#timeOf(number) < fault.fromS) number++;
    return { ...fault, fromS: this.#timeOf(number), untilS: this.#timeOf(number + 1) };
  }

  #timeOf(number: number): number {
    return Math.round((number * this.#sensor.everyS + this.#phaseS) * 1000) / 1000;
  }
}
