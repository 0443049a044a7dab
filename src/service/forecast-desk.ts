import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Executor, inline, threads } from "../campaign/index.ts";
import {
  type Forecast,
  type ForecastPlan,
  type KnownLeak,
  leakFromFinding,
  planVehicleForecast,
  runForecast,
} from "../forecast/thermal/index.ts";
import { TwinError } from "../twin/index.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import type { LoopHardware } from "../vehicle/loop-hardware.ts";
import type { LeakFinding } from "../watch/finding.ts";
import { forecastChoices } from "./forecast-choices.ts";
import type { ForecastChoices, ForecastQuestion, ForecastUpdate } from "./forecast-contract.ts";
import { Problem } from "./problem.ts";

/** A loop of a run as a forecast needs it. */
export interface ForecastSubject {
  readonly loop: LoopDescription;
  readonly hardware: LoopHardware | null;
  /** Path of the vehicle file; null where none is known. */
  readonly vehicleFile: string | null;
  /** What the watch said of the leak by the instant, and nothing later. */
  readonly finding: LeakFinding | null;
  /** What the telemetry is, where it is made up. */
  readonly note: string | null;
  /** Angle between the Sun and the plane of the orbit at the instant [deg]; null where it is not known. */
  readonly betaDeg: number | null;
}

const forecastsKept = 12;
const forecastsAtOnce = 2;
/** How long a vehicle runs undisturbed before the leak [s]: some eight orbits, as the command's default. */
const SETTLE_S = 12 * 3600;
/** Instants of a fan: about one each three pixels of a chart. */
const INSTANTS = 96;
const SHORTEST_STEP_S = 300;
/** Members after which bands are told before the end. */
const TELL_AT = [2, 4, 8, 16, 32, 64, 128, 256];

/** Runs forecasts on threads of their own, tells bands as they narrow, and keeps those that were run to the end. */
export class ForecastDesk {
  readonly #kept = new Map<string, Forecast>();
  #running = 0;

  choices({ loop, hardware, vehicleFile, finding }: ForecastSubject, timeS: number): ForecastChoices {
    const described = vehicleFile !== null && hardware !== null;
    return {
      schema: "hoarfrost/forecast-choices/1",
      loop: loop.id,
      timeS,
      reason: described ? null : NO_TWIN,
      vehicle: hardware?.twin.name ?? loop.carrier,
      leak: leakWords(leakOf(finding, timeS, loop), finding),
      leaks: leakOf(finding, timeS, loop) !== null,
      where: described ? placesOf(hardware, finding) : [],
      choices: described ? forecastChoices(hardware.twin) : [],
    };
  }

  /**
   * Runs a forecast and tells of it as it goes; ends early after the signal. Problems of the question are thrown before the first
   * update.
   */
  async *answer(
    subject: ForecastSubject,
    question: ForecastQuestion,
    signal: AbortSignal,
  ): AsyncGenerator<ForecastUpdate> {
    const plan = planOf(subject, question);
    const key = JSON.stringify([subject.loop.id, subject.vehicleFile, question, subject.finding?.timeS]);
    const known = this.#kept.get(key);
    if (known !== undefined) {
      yield bands(known);
      return;
    }
    if (this.#running >= forecastsAtOnce) {
      const detail = `${this.#running} forecasts are being run already, as many as this machine takes. Ask again when one has ended, or end one.`;
      throw new Problem(503, "too-many-forecasts", detail);
    }
    this.#running++;
    const waiting: ForecastUpdate[] = [];
    let wake = (): void => undefined;
    const tell = (update: ForecastUpdate): void => {
      waiting.push(update);
      wake();
    };
    let over = false;
    const run = runForecast(plan, {
      executor: executor(),
      firstMembers: TELL_AT,
      onFirst: (forecast) => tell(bands(forecast)),
      onProgress: (done, asked) => tell({ kind: "progress", done, asked }),
      signal,
    })
      .then((forecast) => {
        if (forecast === undefined) return;
        if (!forecast.partial) this.#keep(key, forecast);
        tell(bands(forecast));
      })
      .catch((error: unknown) => {
        const detail = error instanceof Error ? error.message : String(error);
        tell({ kind: "problem", detail: `The forecast cannot be run: ${detail}.` });
      })
      .finally(() => {
        this.#running--;
        over = true;
        wake();
      });
    try {
      while (!over || waiting.length > 0) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      await run;
    }
  }

  #keep(key: string, forecast: Forecast): void {
    if (this.#kept.size >= forecastsKept) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, forecast);
  }
}

const NO_TWIN =
  "Its vehicle file is watch-only: it names the channels that the watch reads and says nothing of the hardware, so there is nothing to simulate.";

const bands = (forecast: Forecast): ForecastUpdate => ({
  kind: "bands",
  // The forecast is plain JSON; what its type calls read-only, the wire's does not.
  forecast: forecast as unknown as (ForecastUpdate & { kind: "bands" })["forecast"],
});

/** A thread reads no TypeScript: run from its sources, as in development, the service forecasts in its own thread. */
function executor(): Executor {
  return import.meta.url.endsWith(".ts") ? inline() : threads();
}

/** The leak to start from: what was confirmed by then and has not been said to have ended. */
export function leakOf(finding: LeakFinding | null, nowS: number, loop: LoopDescription): KnownLeak | null {
  if (finding?.phase !== "confirmed") return null;
  return leakFromFinding(finding, nowS, loop) ?? null;
}

function leakWords(leak: KnownLeak | null, finding: LeakFinding | null): string {
  if (leak !== null && finding?.holeDiameterM != null) {
    const { median, p05, p95 } = finding.holeDiameterM;
    const mm = (value: number): string => (1000 * value).toFixed(2);
    const since = new Date(finding.onset.medianS * 1000).toISOString().slice(0, 16).replace("T", " ");
    return `The watch knew, and nothing later enters: hole ${mm(median)} mm (${mm(p05)} to ${mm(p95)}), since about ${since} UTC.`;
  }
  if (finding?.phase === "suspected")
    return "A leak was suspected only: the forecast is without one until it is confirmed.";
  if (finding?.phase === "ended") return "The leak had been said to have ended: the forecast is without one.";
  if (finding !== null)
    return "The leak was confirmed, but its telemetry gives no hole to put into the twin: the forecast is without one.";
  return "The watch knew of no leak: the forecast is without one.";
}

/** Elements that can leak, as likely as the watch holds their segments; a radiator first where it holds nothing. */
export function placesOf(
  { twin, loop }: LoopHardware,
  finding: LeakFinding | null,
): ForecastChoices["where"] {
  const described = twin.loops.find(({ id }) => id === loop);
  if (described === undefined) return [];
  const probabilities = new Map(finding?.place.map(({ segment, probability }) => [segment, probability]));
  return described.elements
    .filter(({ type }) => type !== "accumulator")
    .map(({ id, type }) => {
      const segment = described.segments.find(({ elements }) => elements.includes(id));
      const probability = probabilities.get(id) ?? (segment && probabilities.get(segment.id)) ?? null;
      return { element: id, name: id.replaceAll("-", " "), probability, isRadiator: type === "radiator" };
    })
    .sort(
      (a, b) => (b.probability ?? 0) - (a.probability ?? 0) || Number(b.isRadiator) - Number(a.isRadiator),
    )
    .map(({ element, name, probability }) => ({ element, name, probability }));
}

function planOf(subject: ForecastSubject, question: ForecastQuestion): ForecastPlan {
  const { loop, hardware, vehicleFile, finding, note } = subject;
  if (hardware === null || vehicleFile === null)
    throw new Problem(404, "no-twin", `No forecast of ${JSON.stringify(loop.id)}: ${NO_TWIN}`);
  const { timeS, horizonS, members, seed, whatIfs } = question;
  const places = placesOf(hardware, finding);
  const place =
    question.where === undefined ? places[0] : places.find(({ element }) => element === question.where);
  const leak = leakOf(finding, timeS, loop);
  if (place === undefined) {
    const detail = `Loop ${JSON.stringify(loop.id)} has no element ${JSON.stringify(question.where)} that can leak; it has ${places.map(({ element }) => element).join(", ")}.`;
    throw new Problem(400, "bad-input", detail);
  }
  // Elements of the station say nothing of a vehicle that flies on no such orbit.
  const betaDeg = hardware.twin.orbit?.shape.kind === "circular" ? subject.betaDeg : null;
  const everyS = Math.max(SHORTEST_STEP_S, Math.ceil(horizonS / INSTANTS / 60) * 60);
  try {
    return planVehicleForecast({
      description: hardware.twin,
      vehicleText: readFileSync(vehicleFile, "utf8"),
      fileName: basename(vehicleFile),
      title: `${loop.carrier}: the next ${Math.round(horizonS / 3600)} h`,
      basis: basisOf(leakWords(leak, finding), leak === null ? null : place.name, hardware, betaDeg, note),
      at: new Date(timeS * 1000).toISOString(),
      leak: leak === null ? null : { known: leak, element: `${hardware.loop}.${place.element}` },
      choice: betaDeg === null ? {} : { "orbit.beta": (betaDeg * Math.PI) / 180 },
      whatIfs,
      horizonS,
      everyS,
      settleS: SETTLE_S,
      members,
      seed: seed ?? 1,
      module: memberModule(),
    });
  } catch (problem) {
    // The file's epoch and inclination allow no such angle: then its own stands, and the basis says so.
    if (problem instanceof TwinError && betaDeg !== null && problem.message.startsWith("orbit.beta"))
      return planOf({ ...subject, betaDeg: null }, question);
    if (problem instanceof TwinError) throw new Problem(400, "bad-input", `${problem.message}.`);
    throw problem;
  }
}

function basisOf(
  leak: string,
  place: string | null,
  { twin }: LoopHardware,
  betaDeg: number | null,
  note: string | null,
): string[] {
  return [
    ...(place === null ? [leak] : [leak, `The hole is put into ${place}.`]),
    ...(twin.orbit === undefined
      ? []
      : betaDeg === null
        ? ["The Sun stands as the vehicle file has it."]
        : [
            `The Sun stands ${Math.abs(betaDeg).toFixed(0)}° off the plane of the orbit, from orbital elements on file.`,
          ]),
    ...(note === null ? [] : [note]),
  ];
}

function memberModule(): string {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new URL(`../forecast/thermal/thermal-members.${extension}`, import.meta.url).href;
}
