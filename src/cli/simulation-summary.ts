import pc from "picocolors";
import type { TwinRun } from "../twin/index.ts";

/** Hours and minutes of a run, with its sign where it lies before the start. */
function clock(timeS: number): string {
  const minutes = Math.floor(Math.abs(timeS) / 60);
  return `${timeS < 0 ? "-" : ""}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

const celsius = (kelvin: number) => `${(kelvin - 273.15).toFixed(1)} degC`;

/** The end of a run for a person, or for a program: loops, compartments, warnings, limits. */
export function simulationSummary(
  run: TwinRun,
  startKg: readonly number[],
  untilS: number,
  json: boolean,
): string {
  const { description } = run.twin;
  const loops = description.loops.map((loop, i) => {
    const accumulator = loop.elements.find(({ type }) => type === "accumulator")!.id;
    const temperatures = loop.paths.map(({ from }) => run.value(`${loop.id}/${from}/temperature`));
    return {
      loop: loop.id,
      startKg: startKg[i]!,
      inventoryKg: run.value(`${loop.id}/inventory`),
      leakedKg: run.value(`${loop.id}/leaked`),
      leakRateKgPerS: run.value(`${loop.id}/leak-rate`),
      pressurePa: run.value(`${loop.id}/${accumulator}/pressure`),
      accumulatorPart: run.value(`${loop.id}/${accumulator}/quantity`),
      coldestK: Math.min(...temperatures),
      warmestK: Math.max(...temperatures),
    };
  });
  const compartments = description.compartments.map(({ id }) => ({
    compartment: id,
    airK: run.value(`${id}/temperature`),
    structureK: run.value(`${id}/structure-temperature`),
    relativeHumidity: run.value(`${id}/humidity`),
  }));
  const { warnings, limitsPassed } = run;
  if (json)
    return JSON.stringify({
      schema: "hoarfrost/simulation/1",
      synthetic: true,
      vehicle: description.id,
      ranS: untilS,
      loops,
      compartments,
      warnings,
      limitsPassed,
    });
  return [
    pc.bold(`${description.name} after ${clock(untilS)} h`) + pc.magenta("  SYNTHETIC"),
    ...loops.map((each) => {
      const lost = each.leakedKg > 0 ? `, ${each.leakedKg.toFixed(3)} kg leaked` : "";
      return `  ${each.loop}: ${each.inventoryKg.toFixed(3)} kg${lost}, accumulator ${(100 * each.accumulatorPart).toFixed(1)} % at ${(each.pressurePa / 1000).toFixed(1)} kPa, coolant ${celsius(each.coldestK)} to ${celsius(each.warmestK)}`;
    }),
    ...compartments.map(
      (each) =>
        `  ${each.compartment}: air ${celsius(each.airK)}, structure ${celsius(each.structureK)}, humidity ${(100 * each.relativeHumidity).toFixed(0)} %`,
    ),
    ...limitsPassed.map((each) =>
      pc.red(
        `  ${clock(each.timeS)}  ${each.quantity} ${each.side} its limit: ${each.means} (${each.source})`,
      ),
    ),
    ...warnings.map((each) => pc.yellow(`  ${clock(each.timeS)}  ${each.kind}: ${each.message}`)),
    ...(warnings.length + limitsPassed.length === 0 ? ["  no limit passed, no warning"] : []),
  ].join("\n");
}
