import { fromSi } from "../../units/index.ts";
import type { LoopDescription, SensorDescription } from "../../vehicle/index.ts";
import type { TwinModel } from "../build-twin.ts";
import { checkAction } from "../check-action.ts";
import { sensorQuantity } from "../named-quantities.ts";
import type { ScenarioAction } from "../scenario.ts";
import { TwinRun } from "../twin-run.ts";

/** What is known of the flight that the twin is to follow. Times [s] from the first reading. */
export interface TwinFlight {
  /** What was commanded: loads, pumps, hatches, attitude. A leak is none of it. */
  readonly actions: readonly ScenarioAction[];
  /** How long the twin runs before the first reading, so that its own beginning has died away. */
  readonly settleS: number;
}

/** One channel that the twin can say the reading of. */
export interface ExpectedChannel {
  readonly loop: LoopDescription;
  readonly quantity: string;
}

/**
 * What the sensors of loops that do not leak would read, by the twin: a run that begins `settleS` before the first instant asked for
 * and goes on as instants come. Nothing measured enters, so a leak cannot hide in it.
 */
export class ExpectedReadings {
  readonly channels: readonly ExpectedChannel[];
  readonly #model: TwinModel;
  readonly #flight: TwinFlight;
  readonly #epochS: number;
  #run: TwinRun | undefined;
  #zeroS = Number.NaN;

  /** Throws {@link TwinError} for actions that name what is not there. Loops whose inventory sensor is none of the twin's are left out. */
  constructor(model: TwinModel, loops: readonly LoopDescription[], flight: TwinFlight) {
    this.#model = model;
    this.#flight = flight;
    for (const action of flight.actions) checkAction(model, action);
    this.#epochS = model.description.orbit?.epochS ?? Number.NaN;
    const sensors = new Map<string, SensorDescription>(
      model.description.loops.flatMap((loop) => loop.sensors.map((sensor) => [sensor.id, sensor] as const)),
    );
    this.channels = loops.flatMap((loop) => {
      const sensor = sensors.get(loop.inventoryChannel);
      return sensor === undefined ? [] : [{ loop, quantity: sensorQuantity(sensor) }];
    });
  }

  /** Each channel's reading at an instant [Unix s], in its unit, in the order of `channels`. Instants are asked for in order of time. */
  at(timeS: number): number[] {
    this.#run ??= this.#begin(timeS);
    this.#run.advance(timeS - this.#zeroS);
    return this.channels.map(({ loop, quantity }) => fromSi(this.#run!.value(quantity), loop.inventoryUnit));
  }

  /** A ship in orbit keeps the clock of its file's epoch, for the Sun; one that is in none begins at the first reading. */
  #begin(timeS: number): TwinRun {
    const { actions, settleS } = this.#flight;
    this.#zeroS = Number.isNaN(this.#epochS) ? timeS : this.#epochS;
    const firstS = timeS - this.#zeroS;
    return new TwinRun(this.#model, {
      startS: firstS - settleS,
      actions: actions.map((action) => ({ ...action, atS: action.atS + firstS })),
    });
  }
}
