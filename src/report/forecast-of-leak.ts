import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Executor, inline, threads } from "../campaign/index.ts";
import {
  type Alternative,
  type Forecast,
  leakFromFinding,
  planVehicleForecast,
  runForecast,
} from "../forecast/thermal/index.ts";
import type { TwinDescription } from "../vehicle/index.ts";
import type { LeakFinding } from "../watch/index.ts";
import { minuteWords } from "./leak-words.ts";
import type { Subject } from "./subject.ts";
import { bandWords } from "./words.ts";

/** Hardware of a loop that leaks, and the file that it is described in. */
export interface ForecastHardware {
  readonly twin: TwinDescription;
  /** Id of the loop in that file. */
  readonly loop: string;
  readonly vehicleFile: string;
}

/** What lies ahead of a ship, as it could be told at one instant. */
export interface ThermalReport {
  readonly forecast: Forecast;
  /** Instant from which it looks ahead [Unix s]; the leak is what the watch knew by then. */
  readonly nowS: number;
}

/** Enough that a share of the members is known to a fifth, and no more than a report can wait for. */
export const FORECAST_MEMBERS = 16;
const HORIZON_S = 24 * 3600;
const EVERY_S = 900;
/** How long the vehicle runs undisturbed before the leak [s]: some eight orbits. */
const SETTLE_S = 12 * 3600;
const SEED = 1;

/**
 * The next day of the ship, from the leak as the watch knew it: at the end of the watch, or, if the loop was empty by then, when the leak
 * was confirmed. Null without a confirmed leak whose telemetry gives a hole. Takes about a second of processor a member.
 */
export async function forecastOfLeak(
  subject: Subject,
  hardware: ForecastHardware,
  untilS: number,
  members: number = FORECAST_MEMBERS,
): Promise<ThermalReport | null> {
  const { documented, watched, emptySinceS, confirmedAs } = subject;
  const finding = emptySinceS === null ? watched.estimates.at(-1) : confirmedAs;
  if (finding == null || finding.phase !== "confirmed" || members < 1) return null;
  const nowS = emptySinceS === null ? untilS : finding.timeS;
  const known = leakFromFinding(finding, nowS, watched.loop);
  const element = elementOf(hardware, finding);
  if (known === undefined || element === undefined) return null;
  const { twin, vehicleFile, loop } = hardware;
  const forecast = await runForecast(
    planVehicleForecast({
      description: twin,
      vehicleText: readFileSync(vehicleFile, "utf8"),
      fileName: basename(vehicleFile),
      title: `${documented.carrier}: the next ${HORIZON_S / 3600} h`,
      basis: [
        `The watch knew by ${minuteWords(nowS)} UTC, and nothing later enters: hole ${bandWords(finding.holeDiameterM!, 1000, "mm")}.`,
        `The hole is put into ${element.replaceAll("-", " ")}. The Sun stands as the vehicle file has it.`,
      ],
      at: new Date(nowS * 1000).toISOString(),
      leak: { known, element: `${loop}.${element}` },
      choice: {},
      whatIfs: whatIfsOf(twin),
      horizonS: HORIZON_S,
      everyS: EVERY_S,
      settleS: SETTLE_S,
      members,
      seed: SEED,
      module: memberModule(),
    }),
    { executor: executor() },
  );
  return forecast === undefined ? null : { forecast, nowS };
}

/** The element that the watch holds likeliest, or the first radiator: panels are what is hit. */
function elementOf({ twin, loop }: ForecastHardware, { place }: LeakFinding): string | undefined {
  const described = twin.loops.find(({ id }) => id === loop);
  const likeliest = place.toSorted((a, b) => b.probability - a.probability)[0]?.segment;
  const segment = described?.segments.find(({ id }) => id === likeliest);
  const among = described?.elements.filter(
    ({ id, type }) => type !== "accumulator" && (segment === undefined || segment.elements.includes(id)),
  );
  return (among?.find(({ type }) => type === "radiator") ?? among?.[0])?.id;
}

/** Systems off, and hatches shut: what a crew can do at once with any ship. */
function whatIfsOf({ loads, compartments }: TwinDescription): Alternative[] {
  const shed: Alternative = {
    name: "all loads shed",
    actions: loads.map(({ id }) => ({ kind: "load" as const, atS: 0, load: id, to: "shed" as const })),
  };
  const shut: Alternative = {
    name: "hatches shut",
    actions: compartments.flatMap(({ id, hatches }) =>
      hatches
        .filter(({ airFlowM3PerS }) => airFlowM3PerS.value > 0)
        .map(({ to }) => ({ kind: "hatch" as const, atS: 0, compartment: id, to, open: false })),
    ),
  };
  return [shed, shut].filter(({ actions }) => actions.length > 0);
}

const isSource = import.meta.url.endsWith(".ts");

/** A thread reads no TypeScript: run from its sources the members run one after the other, to the same numbers. */
const executor = (): Executor => (isSource ? inline() : threads());

const memberModule = () =>
  new URL(`../forecast/thermal/thermal-members.${isSource ? "ts" : "js"}`, import.meta.url).href;
