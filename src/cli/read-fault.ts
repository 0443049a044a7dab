import { InputError } from "../telemetry/sample.ts";
import type { LinkOutage, TelemetryFault } from "../twin/sensors/index.ts";
import type { SensorDescription } from "../vehicle/index.ts";
import { MEASURED } from "../vehicle/twin/describe-sensor.ts";
import { readDuration } from "./instant.ts";
import { need, only, pairs, readQuantity } from "./read-action.ts";

const SENSOR_KINDS = ["stuck", "dead", "bias", "drift", "spike"] as const;
const HUB_KINDS = ["hub-drop", "hub-freeze", "clock-offset", "clock-jump", "clock-rate"] as const;
const KINDS = [...SENSOR_KINDS, ...HUB_KINDS] as const;
const OPTION = "--fault";

/** Window of a fault: `at=2h`, and `for=30min` unless it lasts. Run times become Unix times. */
function window(found: Map<string, string>, startS: number, option: string) {
  const fromS = startS + readDuration(need(found, "at", option), option);
  const lasts = found.get("for");
  return { fromS, ...(lasts !== undefined && { untilS: fromS + readDuration(lasts, option) }) };
}

/** Reads `stuck=P-ext-1,at=5h,for=2h`, `bias=P-ext-1,by=3kPa,at=5h`, `clock-jump=mux-1,by=30s,at=5h` and their like. */
export function readFault(
  text: string,
  sensors: readonly SensorDescription[],
  startS: number,
): TelemetryFault {
  const found = pairs(text, OPTION);
  const kind = KINDS.find((each) => found.has(each));
  if (kind === undefined)
    throw new InputError(
      `${OPTION} "${text}" names no fault; it begins with one of ${KINDS.map((k) => `${k}=`).join(", ")}`,
    );
  const target = need(found, kind, OPTION);
  const sized = {
    bias: "by",
    spike: "by",
    drift: "per-day",
    "clock-offset": "by",
    "clock-jump": "by",
    "clock-rate": "gain",
  };
  const size = (sized as Record<string, string | undefined>)[kind];
  only(found, [kind, "at", "for", "name", ...(size === undefined ? [] : [size])], OPTION);
  const name = found.get("name");
  const common = { ...window(found, startS, OPTION), ...(name !== undefined && { name }) };
  const amount = size === undefined ? "" : need(found, size, OPTION);
  switch (kind) {
    case "stuck":
    case "dead":
      return { kind, sensor: target, ...common };
    case "bias":
    case "spike":
      return { kind, sensor: target, by: errorOf(target, amount, sensors), ...common };
    case "drift":
      return { kind, sensor: target, perDay: errorOf(target, amount, sensors), ...common };
    case "hub-drop":
    case "hub-freeze":
      return { kind, hub: target, ...common };
    case "clock-offset":
    case "clock-jump":
      return { kind, hub: target, byS: signedSeconds(amount), ...common };
    case "clock-rate": {
      const gain = Number(amount);
      if (!Number.isFinite(gain))
        throw new InputError(`${OPTION} ${kind}: gain=${amount} is not seconds a second, such as 0.0001`);
      return { kind, hub: target, gain, ...common };
    }
  }
}

/** Reads `at=6h,for=20min[,dump=5min]`: signal lost, and what was recorded sent so long after the link is back. */
export function readOutage(text: string, startS: number): LinkOutage {
  const option = "--outage";
  const found = pairs(text, option);
  only(found, ["at", "for", "dump", "name"], option);
  need(found, "for", option);
  const { fromS, untilS } = window(found, startS, option);
  const dump = found.get("dump");
  const name = found.get("name");
  return {
    kind: "outage",
    fromS,
    untilS: untilS!,
    ...(dump !== undefined && { dumpS: untilS! + readDuration(dump, option) }),
    ...(name !== undefined && { name }),
  };
}

/** An error of a sensor, in a unit of what it measures, into SI. */
function errorOf(id: string, text: string, sensors: readonly SensorDescription[]): number {
  const sensor = sensors.find((each) => each.id === id);
  if (sensor === undefined)
    throw new InputError(
      `${OPTION}: there is no sensor "${id}"; there are ${sensors.map((each) => each.id).join(", ") || "none"}`,
    );
  return readQuantity(text, MEASURED[sensor.measures][1], OPTION);
}

function signedSeconds(text: string): number {
  return text.startsWith("-") ? -readDuration(text.slice(1), OPTION) : readDuration(text, OPTION);
}
