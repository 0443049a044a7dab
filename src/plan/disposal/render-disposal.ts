import { writeInstant } from "../station/instant.ts";
import type { AvionicsAnswer } from "./avionics-time.ts";
import type { DisposalFile } from "./disposal-file.ts";
import type { BurnWindow, DisposalResult } from "./dispose.ts";
import type { GroundPoint } from "./geodetic.ts";
import type { ImagingPhase } from "./imaging.ts";

const place = ({ latitudeDeg, longitudeDeg }: GroundPoint) =>
  `${Math.abs(latitudeDeg).toFixed(1)} ${latitudeDeg < 0 ? "S" : "N"} ${Math.abs(longitudeDeg).toFixed(1)} ${longitudeDeg < 0 ? "W" : "E"}`;
const minutes = (seconds: number) => (seconds / 60).toFixed(1);
const clock = (timeS: number) => writeInstant(Math.round(timeS));

function imagingLines({ says, lastsS, distanceAtEndM, withinReachS }: ImagingPhase): string[] {
  const m = (value: number) => value.toFixed(0);
  const min = (seconds: number) => (seconds / 60).toFixed(0);
  return [
    `                    imaging for ${min(lastsS.median)} min (${min(lastsS.p05)} to ${min(lastsS.p95)}): ${says}`,
    `                    ${m(distanceAtEndM.median)} m off at the end (${m(distanceAtEndM.p05)} to ${m(distanceAtEndM.p95)}), near enough for ${min(withinReachS.median)} min (${min(withinReachS.p05)} to ${min(withinReachS.p95)})`,
  ];
}

/** A disposal as text: the timeline, the bands, the footprint and the risk, with what they rest on. */
export function renderDisposal(
  file: DisposalFile,
  result: DisposalResult,
  windows: readonly BurnWindow[],
  avionics: AvionicsAnswer | null,
  imaging: ImagingPhase | null = null,
): string {
  const { nominal, burnToImpactS, footprint, casualties } = result;
  const lines = [
    `Disposal of ${file.name} (a decision aid; numbers without a published source are estimates of the file)`,
    "",
    `  ${writeInstant(result.undocksS)}  undocking`,
    ...(imaging === null ? [] : imagingLines(imaging)),
    `  ${writeInstant(result.burnS)}  burn, ${file.braking.value.toFixed(0)} m/s`,
    `  ${clock(nominal.entryS)}  entry at 100 km, ${(nominal.entrySpeedMPerS / 1000).toFixed(2)} km/s`,
    `  ${clock(nominal.breakUpS)}  break-up, greatest heating ${(nominal.peakHeatWPerM2 / 1000).toFixed(0)} kW/m2`,
    `  ${clock(nominal.impactS)}  debris down near ${place(nominal.impact)}`,
    "",
    `  burn to debris   ${minutes(nominal.impactS - result.burnS)} min; ${minutes(burnToImpactS.p05)} to ${minutes(burnToImpactS.p95)} over all pieces (90 %, ${result.members} runs)`,
    `  footprint        ${place(footprint.centre)}, ${(footprint.alongM / 1000).toFixed(0)} km to each side along ${footprint.bearingDeg.toFixed(0)} deg, ${(footprint.acrossM / 1000).toFixed(0)} km across (99 %)`,
    `  in ${file.target.name}: ${(100 * result.shareInTarget).toFixed(0)} % of runs`,
    `  casualty expectation ${casualties.median.toExponential(1)}, ${casualties.p05.toExponential(1)} to ${casualties.p95.toExponential(1)} (limit commonly used: 1e-4)`,
  ];
  const { nearestCoast, nearestLane } = result;
  if (nearestLane !== null)
    lines.splice(
      lines.length - 1,
      0,
      `  nearest lane     ${nearestLane.name}: ${(nearestLane.leastM / 1000).toFixed(0)} km from the nearest piece; ${(100 * nearestLane.shareWithin).toFixed(0)} % of pieces within 100 km of a lane (lanes are estimates)`,
    );
  if (nearestCoast !== null)
    lines.splice(
      lines.length - 1,
      0,
      `  nearest land     ${nearestCoast.name}: ${(nearestCoast.leastM / 1000).toFixed(0)} km from the nearest piece of ${result.members}, ${(nearestCoast.p05M / 1000).toFixed(0)} km and more for 95 %; on land ${(100 * result.shareOnLand).toFixed(0)} %`,
    );
  if (avionics !== null) {
    const { temperatureAtBurnK: t, shareThatLasts } = avionics;
    const c = (kelvin: number) => (kelvin - 273.15).toFixed(0);
    lines.push(
      `  avionics at the burn ${c(t.median)} degC, ${c(t.p05)} to ${c(t.p95)}; below their limit until then in ${(100 * shareThatLasts).toFixed(0)} % of runs`,
    );
  }
  lines.push(
    "",
    windows.length === 0 ? "No burn near that time reaches the target." : "Burns that reach the target:",
  );
  for (const { fromS, untilS } of windows) lines.push(`  ${writeInstant(fromS)} to ${writeInstant(untilS)}`);
  return lines.join("\n");
}
