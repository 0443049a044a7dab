import type { SensorDescription } from "../../vehicle/sensor-description.ts";

interface Window {
  /** First instant at which it acts, Unix seconds. */
  readonly fromS: number;
  /** First instant at which it acts no more; absent for one that lasts. */
  readonly untilS?: number;
}

/** What goes wrong with one sensor. Errors are SI, as the sensor's description. */
export type SensorFault = Window & { readonly name?: string; readonly sensor: string } & (
    | { readonly kind: "stuck" }
    | { readonly kind: "dead" }
    | { readonly kind: "bias"; readonly by: number }
    /** An error that grows from nothing at the start of the window. */
    | { readonly kind: "drift"; readonly perDay: number }
    /** Without an end, one reading. */
    | { readonly kind: "spike"; readonly by: number }
  );

/** What goes wrong with a multiplexer or computer, and so with all its sensors at once. */
export type HubFault = Window & { readonly name?: string; readonly hub: string } & (
    | { readonly kind: "hub-drop" }
    | { readonly kind: "hub-freeze" }
    /** Its clock shows so much more than the time within the window. */
    | { readonly kind: "clock-offset"; readonly byS: number }
    /** Its clock is set forward (or back) at the start of the window, for good or until it is set right at the end. */
    | { readonly kind: "clock-jump"; readonly byS: number }
    /** Its clock gains so many seconds a second within the window, and keeps what it has gained. */
    | { readonly kind: "clock-rate"; readonly gain: number }
  );

/** Loss of signal. What was measured meanwhile is lost, unless a recorder sends it later. */
export interface LinkOutage extends Window {
  readonly kind: "outage";
  readonly name?: string;
  readonly untilS: number;
  /** When what was recorded arrives: at the end of the outage or later. */
  readonly dumpS?: number;
}

export type TelemetryFault = SensorFault | HubFault | LinkOutage;

/** One fault as it is told beside the telemetry that it is in. */
export interface FaultLabel extends Window {
  readonly name: string;
  readonly kind: TelemetryFault["kind"];
  /** Channels that it touches. */
  readonly channels: readonly string[];
}

/** Names each fault, and says which channels it touches. */
export function labelFaults(
  faults: readonly TelemetryFault[],
  sensors: readonly SensorDescription[],
): FaultLabel[] {
  return faults.map((fault) => {
    const touched = sensors.filter((sensor) =>
      "sensor" in fault ? sensor.id === fault.sensor : !("hub" in fault) || sensor.hub === fault.hub,
    );
    const target = "sensor" in fault ? fault.sensor : "hub" in fault ? fault.hub : "link";
    return {
      name: fault.name ?? `${fault.kind} ${target}`,
      kind: fault.kind,
      channels: touched.map(({ id }) => id),
      fromS: fault.fromS,
      ...(fault.untilS !== undefined && { untilS: fault.untilS }),
    };
  });
}

/**
 * Checks a scenario's faults against the sensors.
 *
 * @throws RangeError that names the fault, the value and what is there instead
 */
export function checkFaults(faults: readonly TelemetryFault[], sensors: readonly SensorDescription[]): void {
  const ids = sensors.map(({ id }) => id);
  const hubs = [...new Set(sensors.flatMap(({ hub }) => (hub === undefined ? [] : [hub])))];
  labelFaults(faults, sensors).forEach(({ name }, i) => {
    const fault = faults[i]!;
    const refuse = (problem: string): never => {
      throw new RangeError(`fault "${name}": ${problem}`);
    };
    if (!Number.isFinite(fault.fromS)) refuse(`its start ${fault.fromS} is not an instant in seconds`);
    if (fault.untilS !== undefined && !(fault.untilS > fault.fromS))
      refuse(`it ends at ${fault.untilS} s, not after its start at ${fault.fromS} s`);
    if ("sensor" in fault && !ids.includes(fault.sensor))
      refuse(`there is no sensor "${fault.sensor}"; there are ${ids.join(", ")}`);
    if ("hub" in fault && !hubs.includes(fault.hub))
      refuse(
        `there is no hub "${fault.hub}"; there ${hubs.length === 0 ? "is none" : `are ${hubs.join(", ")}`}`,
      );
    const size = "by" in fault ? fault.by : "perDay" in fault ? fault.perDay : "byS" in fault ? fault.byS : 0;
    if (!Number.isFinite(size)) refuse(`its size ${size} is not a finite number`);
    if (fault.kind === "clock-rate" && !(fault.gain > -1 && fault.gain < 1))
      refuse(`a clock that gains ${fault.gain} s/s is not between -1 and 1`);
    if (fault.kind === "outage" && fault.dumpS !== undefined && fault.dumpS < fault.untilS)
      refuse(`its record arrives at ${fault.dumpS} s, before the link is back at ${fault.untilS} s`);
  });
  const outages = outagesOf(faults);
  outages.slice(1).forEach((outage, i) => {
    const before = outages[i]!;
    if (outage.fromS < before.untilS)
      throw new RangeError(
        `the link is lost at ${outage.fromS} s while it is lost already until ${before.untilS} s; join the two outages`,
      );
  });
}

/** The losses of signal in order of time. */
export function outagesOf(faults: readonly TelemetryFault[]): LinkOutage[] {
  return faults
    .filter((fault): fault is LinkOutage => fault.kind === "outage")
    .sort((a, b) => a.fromS - b.fromS);
}

/** Whether a fault acts at an instant: from its start on, and before its end. */
export function isActive({ fromS, untilS }: Window, timeS: number): boolean {
  return timeS >= fromS && (untilS === undefined || timeS < untilS);
}
