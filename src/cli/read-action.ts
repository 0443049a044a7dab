import { InputError } from "../telemetry/sample.ts";
import type { ScenarioAction } from "../twin/index.ts";
import { parseQuantity } from "../units/index.ts";
import { type Direction, directionOf } from "../vehicle/twin/describe-element.ts";
import { readDuration } from "./instant.ts";

/** Sharp edge (Lichtarowicz, Duggins and Markland 1965, thin orifice). */
const DEFAULT_DISCHARGE_COEFFICIENT = 0.62;

/** `key=value` pairs behind commas. */
export function pairs(text: string, option: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split(",")) {
    const at = part.indexOf("=");
    if (at < 1) throw new InputError(`${option} "${text}": "${part}" is not of the form key=value`);
    found.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return found;
}

/** Refuses keys that are not among those known. */
export function only(found: Map<string, string>, keys: readonly string[], option: string): void {
  for (const key of found.keys())
    if (!keys.includes(key))
      throw new InputError(`${option}: "${key}" is not a key; write ${keys.join(", ")}`);
}

/** A key's value; refuses a list without it. */
export function need(found: Map<string, string>, key: string, option: string): string {
  const value = found.get(key);
  if (value === undefined || value === "") throw new InputError(`${option} needs ${key}=...`);
  return value;
}

/** Reads a number with its unit, which may stand without a blank: "0.8mm". */
export function readQuantity(
  text: string,
  dimension: Parameters<typeof parseQuantity>[1],
  option: string,
): number {
  const spaced = text.replace(/^([+-]?[\d.]+(?:e[+-]?\d+)?)\s*(\S.*)?$/i, "$1 $2").trim();
  const parsed = parseQuantity(spaced, dimension);
  if (!parsed.ok) throw new InputError(`${option}: ${parsed.problem}`);
  return parsed.value;
}

/** `element=panel-1,diameter=0.8mm,at=2h[,cd=0.62][,until=5h]` as one or two actions. */
export function readLeak(text: string): ScenarioAction[] {
  const option = "--leak";
  const found = pairs(text, option);
  only(found, ["element", "diameter", "at", "cd", "until"], option);
  const element = need(found, "element", option);
  const diameterM = readQuantity(need(found, "diameter", option), "length", option);
  const cd = found.get("cd");
  const dischargeCoefficient = cd === undefined ? DEFAULT_DISCHARGE_COEFFICIENT : Number(cd);
  if (!(dischargeCoefficient > 0 && dischargeCoefficient <= 1))
    throw new InputError(`--leak: a discharge coefficient is above 0 and at most 1, not ${cd}`);
  if (!(diameterM > 0)) throw new InputError("--leak: a hole has a diameter above 0");
  const leak = { kind: "leak", element, dischargeCoefficient } as const;
  const atS = readDuration(need(found, "at", option), option);
  const until = found.get("until");
  return [
    { ...leak, diameterM, atS },
    ...(until === undefined ? [] : [{ ...leak, diameterM: 0, atS: readDuration(until, option) }]),
  ];
}

const KINDS = ["pump", "valve", "heater", "load", "hatch", "crew", "attitude"] as const;

/** `pump=external.pump,to=off,at=2h` and its like. */
export function readAction(text: string): ScenarioAction {
  const option = "--action";
  const found = pairs(text, option);
  const kind = KINDS.find((each) => found.has(each));
  if (kind === undefined)
    throw new InputError(
      `${option} "${text}" says nothing to act on; it begins with one of ${KINDS.map((k) => `${k}=`).join(", ")}`,
    );
  const atS = readDuration(need(found, "at", option), option);
  const what = need(found, kind, option);
  if (kind === "attitude") return { kind, atS, attitude: readAttitude(what, found, option) };
  only(found, [kind, "to", "at", "speed", "via"], option);
  const to = need(found, "to", option);
  const among = <T extends string>(words: readonly T[]): T => {
    const word = words.find((each) => each === to);
    if (word === undefined)
      throw new InputError(`${option} ${kind}=${what}: to=${to} is not one of ${words.join(", ")}`);
    return word;
  };
  switch (kind) {
    case "pump": {
      const speed = found.get("speed");
      return {
        kind,
        atS,
        element: what,
        to: among(["on", "off", "fail"]),
        ...(speed === undefined ? {} : { speed: readQuantity(speed, "fraction", option) }),
      };
    }
    case "valve": {
      const words: Record<string, number> = { open: 1, closed: 0 };
      const opening = words[to] ?? readQuantity(to, "fraction", option);
      if (!(opening >= 0 && opening <= 1))
        throw new InputError(`${option}: an opening is 0 to 100 %, not ${to}`);
      return { kind, atS, element: what, opening };
    }
    case "heater":
      return { kind, atS, element: what, on: among(["on", "off"]) === "on" };
    case "load":
      return {
        kind,
        atS,
        load: what,
        to: to === "shed" || to === "nominal" ? to : { powerW: readQuantity(to, "power", option) },
      };
    case "hatch": {
      const via = found.get("via");
      return {
        kind,
        atS,
        compartment: what,
        open: among(["open", "closed"]) === "open",
        ...(via === undefined ? {} : { to: via }),
      };
    }
    default: {
      const count = Number(to);
      if (!(Number.isInteger(count) && count >= 0))
        throw new InputError(`${option}: a crew is a whole number, not ${to}`);
      return { kind: "crew", atS, compartment: what, count };
    }
  }
}

function readAttitude(mode: string, found: Map<string, string>, option: string) {
  if (mode === "sun-pointing") {
    only(found, ["attitude", "axis", "at"], option);
    const word = need(found, "axis", option);
    const axis = directionOf(word as Direction);
    if (axis === undefined || axis.length !== 3)
      throw new InputError(
        `${option}: axis=${word} is not one of zenith, nadir, forward, aft, port, starboard`,
      );
    return { mode, axis } as const;
  }
  if (mode !== "local-vertical")
    throw new InputError(`${option}: attitude=${mode} is not one of local-vertical, sun-pointing`);
  only(found, ["attitude", "yaw", "pitch", "roll", "at"], option);
  const angle = (key: string) => readQuantity(found.get(key) ?? "0 deg", "angle", option);
  return { mode, yawRad: angle("yaw"), pitchRad: angle("pitch"), rollRad: angle("roll") } as const;
}
