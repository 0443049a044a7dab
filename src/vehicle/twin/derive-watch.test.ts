import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readVehicle } from "../index.ts";

// Oracle: the same loop told to the watch alone, without hardware, as docs/vehicle-file.md has it.
const TOLD = `hoarfrost: vehicle/1
kind: watch-only
id: soyuz-ms
name: Soyuz MS

sources:
  forum-raumfahrer: { title: Documentation, confidence: secondary }
  isooctane: { title: Encyclopaedia, confidence: secondary }
  willingham-1945: { title: Vapour pressures, confidence: secondary }
loops:
  external:
    name: External loop
    coolant: lz-tk-2
    inventory:
      reads: gas-pressure
      channel: P-ext-1
      hub: mux-1
      unit: kgf/cm2
      charge:
        value: 34 kg
        range: [30 kg, 36 kg]
        source: forum-raumfahrer
        note: "34 +- 2 kg documented; an unnamed source's 44 L is 30 kg"
      gas-pressure:
        value: 98 kPa
        range: [49 kPa, 196 kPa]
        source: forum-raumfahrer
        note: working range of the loop; the value is an estimate
      gas-volume: { value: 4 L, range: [2 L, 6 L], estimate: true }
      accumulator-liquid: { value: 4 L, range: [3 L, 6 L], estimate: true }
      density:
        { value: 692 kg/m3, range: [684 kg/m3, 700 kg/m3], source: isooctane, note: range for 10 to 30 degC }
      vapour-pressure:
        value: 5.15 kPa
        range: [3.06 kPa, 8.32 kPa]
        source: willingham-1945
        note: 20 degC; range for 10 to 30 degC
      discharge-coefficient:
        { value: 0.62, range: [0.60, 0.80], estimate: true, note: sharp edge to short tube }
    explained-by:
      - { channel: T-ext-1, unit: degC, quantity: temperature, hub: mux-1 }
    noise: # all estimates
      step: 0.01 kgf/cm2
      white: 0.3 kPa
      wander: 0.2 kPa # slow swings of load that the temperature channel shows in part
      wander-time: 30 min
      ripple: 1 kPa # 0.6 K of mean coolant temperature over 4 L of gas; none in full sunlight
      ripple-change-per-orbit: 0.1 kPa
      drift-per-root-day: 0.3 kPa
    frame: 10 s
    fast-frame: 1 s
    witnesses:
      - channel: P-ext-2
        unit: kgf/cm2
        hub: mux-2
        noise: { step: 0.01 kgf/cm2, white: 0.3 kPa, wander: 0.2 kPa, wander-time: 30 min, ripple: 1 kPa, drift-per-root-day: 0.3 kPa }
    orbit: 92.8 min
    silence: 15 s # of every channel of the ship: each repeats its value within 10 s
    false-alarms: 1 per year
`;

function read(text: string) {
  const outcome = readVehicle(text, "ship.yaml");
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.vehicle;
}

describe("the watch of a ship described with its hardware", () => {
  it.each(["soyuz-ms", "progress-ms"])("knows the same of the external loop as if told: %s", (id) => {
    const url = new URL(`../../../library/vehicles/${id}.yaml`, import.meta.url);
    const ship = read(readFileSync(url, "utf8"));
    const told = read(TOLD).loops.map((loop) => ({ ...loop, carrier: ship.name }));
    expect(ship.loops).toEqual(told);
  });
});
