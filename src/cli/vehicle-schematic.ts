import { drawSchematic, graphOfLoop, layOut, layoutAsGiven, type SchematicPart } from "../schematic/index.ts";
import { numberWords, type TwinDescription, type TwinLoop } from "../vehicle/index.ts";
import { shownQuantity } from "./shown-quantity.ts";
import type { SteadyFigures } from "./steady-figures.ts";

/** The schematic of a vehicle's loops (SVG), with the figures of its steady state where there are some. */
export async function vehicleSchematic(twin: TwinDescription, steady: SteadyFigures | null): Promise<string> {
  const parts: SchematicPart[] = [];
  for (const loop of twin.loops) {
    const graph = graphOfLoop(loop);
    const valueLines = steady === null ? 0 : 2;
    const layout = layoutAsGiven(graph, twin.schematic, valueLines) ?? (await layOut(graph, valueLines));
    parts.push({
      title: loop.name,
      subtitle: subtitle(loop),
      layout,
      ...(steady && { show: figures(loop, steady) }),
    });
  }
  const note =
    steady === null
      ? undefined
      : "Simulated: pressure at the inlet and temperature at the outlet of each element; one that ends at a junction shows the mixed temperature there.";
  return drawSchematic(twin.name, parts, note);
}

function subtitle({ coolant, chargeKg }: TwinLoop): string {
  if (chargeKg === undefined) return coolant;
  const { figure, unit } = numberWords(chargeKg, chargeKg.value);
  return `${coolant}, ${figure} ${unit}`;
}

function figures(loop: TwinLoop, steady: SteadyFigures): NonNullable<SchematicPart["show"]> {
  const pressure = shownQuantity("Pa");
  const temperature = shownQuantity("K");
  const values: Record<string, string[]> = {};
  const flows: Record<string, number> = {};
  for (const { id, type } of loop.elements) {
    const path = `${loop.id}/${id}`;
    const [p, t] =
      type === "accumulator"
        ? [steady.get(`${path}/pressure`), steady.get(`${path}/temperature`)]
        : [steady.get(`${path}.inlet/pressure`), steady.get(`${path}.outlet/temperature`)];
    values[id] = [
      ...(p === undefined ? [] : [`${pressure.show(p)} ${pressure.word}`]),
      ...(t === undefined ? [] : [`${temperature.show(t)} ${temperature.word}`]),
    ];
    const flow = steady.get(`${path}/flow`);
    if (flow !== undefined) flows[id] = flow;
  }
  return { values, flows };
}
