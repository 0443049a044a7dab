import type { LoopDescription } from "../../vehicle/loop-description.ts";
import { sayDuration } from "../report/wording.ts";
import { unitsPerKg } from "./described-world.ts";
import type { SmallestLeak } from "./detectability.ts";
import type { InjectedTrials } from "./injected-trials.ts";
import type { PlacementAdvice } from "./placement.ts";

/** A leak in the units that this loop allows, nearest to what people use. */
export interface SaidLeak {
  /** Channel units a day. */
  readonly perDay: number;
  readonly text: string;
  readonly gPerS: number | null;
  readonly holeMm: number | null;
}

/** One line of the answer. */
export interface DetectabilityLine {
  readonly window: string;
  readonly half: SaidLeak;
  readonly most: SaidLeak;
  readonly bound: SaidLeak;
  readonly injected: InjectedTrials | null;
}

/** Says a leak of so many channel units a day: % a day, g/s and hole, or the channel's own unit where nothing else is known. */
export function sayLeak(loop: LoopDescription, perDay: number, staticReading: number | null): SaidLeak {
  const perKg = unitsPerKg(loop);
  const gPerS = perKg === null ? null : (1000 * perDay) / perKg / 86_400;
  const { inventory } = loop;
  let holeMm: number | null = null;
  let text: string;
  if (inventory.kind === "gas-pressure" && gPerS !== null) {
    const { dischargeCoefficient, densityKgPerM3, gasPressurePa } = inventory;
    const speed = Math.sqrt(2 * densityKgPerM3.value * gasPressurePa.value);
    const areaM2 = gPerS / 1000 / (dischargeCoefficient.value * speed);
    holeMm = 1000 * Math.sqrt((4 * areaM2) / Math.PI);
    text = `${digits(gPerS)} g/s, hole ${digits(holeMm)} mm`;
  } else if (inventory.kind === "accumulator-quantity") {
    const mass = gPerS === null ? "" : `, ${digits(gPerS)} g/s`;
    text = `${digits(perDay)} % of scale a day${mass}`;
  } else if (staticReading !== null) {
    text = `${digits((100 * perDay) / staticReading)} % of static pressure a day`;
  } else {
    text = `${digits(perDay)} ${loop.inventoryUnit} a day`;
  }
  return { perDay, text, gPerS, holeMm };
}

export function linesOf(
  loop: LoopDescription,
  leaks: readonly SmallestLeak[],
  injected: readonly InjectedTrials[],
  staticReading: number | null,
): DetectabilityLine[] {
  const say = (perDay: number) => sayLeak(loop, perDay, staticReading);
  return leaks.map((leak) => ({
    window: leak.window,
    half: say(leak.halfPerDay),
    most: say(leak.mostPerDay),
    bound: say(leak.boundPerDay),
    injected: injected.find(({ window }) => window === leak.window) ?? null,
  }));
}

/** The answer for one loop as text. */
export function renderDetectability(loop: LoopDescription, lines: readonly DetectabilityLine[]): string {
  const budget = sayDuration(loop.meanTimeBetweenFalseAlarmsS);
  const cells = [
    ["within", "half are seen", "19 of 20 are seen", "no detector sees half below", "injected at 19 of 20"],
    ...lines.map(({ window, half, most, bound, injected }) => [
      window,
      half.text,
      most.text,
      bound.text,
      injected === null ? "not tried" : `${injected.found} of ${injected.trials} seen`,
    ]),
  ];
  return [`${loop.id}: ${loop.name}, one false alarm in ${budget}`, ...aligned(cells)].join("\n");
}

/** What each change of instruments would do, as text. */
export function renderAdvice(loop: LoopDescription, { windows, options, best }: PlacementAdvice): string {
  const cells = [
    ["smallest leak that half of the time is seen, times", ...windows],
    ...options.map(({ name, shrinks }) => [name, ...shrinks.map((factor) => factor.toFixed(2))]),
  ];
  const worth = windows.map(
    (window, i) => `  within ${window}: ${best[i] ?? "nothing of these buys a tenth"}`,
  );
  return [`${loop.id}: what other instruments would do`, ...aligned(cells), "buys most", ...worth].join("\n");
}

function aligned(cells: readonly (readonly string[])[]): string[] {
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  return cells.map((line) =>
    `  ${line.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd(),
  );
}

function digits(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(2))) : "–";
}
