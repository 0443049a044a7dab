import { readVehicle } from "../../vehicle/index.ts";
import type { LoopHardware } from "../../vehicle/loop-hardware.ts";

/** What may differ from ring to ring. */
export interface RingOptions {
  /** Segments by name with the valves that isolate them. */
  readonly isolation?: Readonly<Record<string, string>>;
  /** Noise of a tap, such as "0.5 kPa". */
  readonly noise?: string;
}

/**
 * A ring for tests: a stiff pump of 0.3 kg/s of water, eight equal fittings of 12.5 kPa each in eight segments a to h, an accumulator at
 * the pump's suction, and pressure taps at the accumulator and before a, c, e and g. It leaks into vacuum.
 */
export function ringLoop({ isolation = {}, noise = "0.5 kPa" }: RingOptions = {}): LoopHardware {
  const names = "abcdefgh".split("");
  const text = `
hoarfrost: vehicle/1
kind: twin
id: ring
name: Ring
loops:
  ring:
    name: Ring
    coolant: water
    start: 20 degC
    leaks-into: vacuum
    elements:
      pump: { type: pump, curve: [[0 cm3/s, 10 MPa], [300 cm3/s, 100 kPa], [301 cm3/s, 33.8 kPa]], estimate: true }
${names.map((name) => `      ${name}: { type: fitting, drop: 12.5 kPa, at-flow: 300 cm3/s, volume: 0.5 L, estimate: true }`).join("\n")}
${[...new Set(Object.values(isolation))].map((valve) => `      ${valve}: { type: valve, drop: 0.01 kPa, at-flow: 300 cm3/s, estimate: true }`).join("\n")}
      accumulator: { type: accumulator, gas: nitrogen, gas-volume: 4 L, liquid: 4 L, capacity: 5 L, pressure: 200 kPa, estimate: true }
    paths:
      round: [return, pump, ${[...names, ...new Set(Object.values(isolation))].join(", ")}, return]
    hangs-on: { accumulator: return }
    segments:
${names.map((name) => `      ${name}: { elements: [${name}], isolation: ${isolation[name] === undefined ? "none" : `[${isolation[name]}]`} }`).join("\n")}
    sensors:
      level: { measures: quantity, at: accumulator, unit: "%", step: 0.1 %, noise: 0.05 %, every: 1 s }
      p0: { measures: pressure, at: return, noise: ${noise}, every: 1 s }
${["a", "c", "e", "g"].map((name) => `      p-${name}: { measures: pressure, at: ${name}.inlet, noise: ${noise}, every: 1 s }`).join("\n")}
    watch: { frame: 10 s, learning: 30 min }
`;
  const outcome = readVehicle(text, "ring.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return { twin: outcome.vehicle.twin!, loop: "ring", channelPrefix: "" };
}
