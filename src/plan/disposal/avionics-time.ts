import { temperatureAfter } from "../../cabin/lumped-estimates.ts";
import { randomStream } from "../../stats/random-stream.ts";
import type { DisposalFile } from "./disposal-file.ts";
import { type Band, draw } from "./dispose.ts";

/** Whether what steers a burn keeps below its limit until then, on a ship without cooling. */
export interface AvionicsAnswer {
  /** At the burn [K]. */
  readonly temperatureAtBurnK: Band;
  /** Share of the ensemble that stays at or below the limit until the burn. */
  readonly shareThatLasts: number;
}

/**
 * One lumped compartment, from undocking to the burn: C dT/dt = Q - G (T - Tsink), exact. The temperature rises or falls
 * steadily, so the burn is the hottest moment or the start is. Null for a file without `avionics`.
 */
export function avionicsAtBurn(file: DisposalFile, members = 1000, seed = 1): AvionicsAnswer | null {
  const { avionics } = file;
  if (avionics === undefined) return null;
  const random = randomStream(seed);
  const durationS = Math.max(0, file.burns - file.undocks - (avionics.off ?? 0));
  let lasts = 0;
  const temperatures = Array.from({ length: members }, () => {
    const startK = draw(avionics.temperature, random);
    const endK = temperatureAfter(startK, durationS, {
      heatCapacityJPerK: draw(avionics["heat-capacity"], random),
      heatW: draw(avionics.heat, random),
      conductanceWPerK: draw(avionics.conductance, random),
      sinkK: draw(avionics.sink, random),
    });
    if (Math.max(startK, endK) <= draw(avionics.limit, random)) lasts++;
    return endK;
  }).sort((a, b) => a - b);
  const at = (share: number) => temperatures[Math.floor(share * members)]!;
  return {
    temperatureAtBurnK: { median: at(0.5), p05: at(0.05), p95: at(0.95) },
    shareThatLasts: lasts / members,
  };
}
