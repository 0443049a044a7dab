import { type HubFault, isActive } from "./fault.ts";

/** What the clock of a hub shows at an instant, to the millisecond. */
export function stampS(timeS: number, faults: readonly HubFault[]): number {
  let shown = timeS;
  for (const fault of faults) {
    if (fault.kind === "clock-offset" || fault.kind === "clock-jump") {
      if (isActive(fault, timeS)) shown += fault.byS;
    } else if (fault.kind === "clock-rate" && timeS > fault.fromS) {
      shown += fault.gain * (Math.min(timeS, fault.untilS ?? timeS) - fault.fromS);
    }
  }
  return shown === timeS ? timeS : Math.round(shown * 1000) / 1000;
}
