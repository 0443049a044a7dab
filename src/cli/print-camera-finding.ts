import pc from "picocolors";
import type { CameraFinding, PlumeFinding } from "../camera/index.ts";
import { bandWords } from "./words.ts";

const PHASE = {
  confirmed: () => pc.red("▲ PARTICLES LEAVE"),
  suspected: () => pc.yellow("◆ particles suspected"),
  ended: () => pc.green("○ no longer seen"),
} as const;

const twoFigures = (value: number) => Number(value.toPrecision(2)).toLocaleString("en-US");
const degrees = (rad: number) => Math.round((rad * 180) / Math.PI);

/** Even odds say nothing: without an announcement a dump moves as coolant does. */
const DUMP = "announced water dump";

function plumeText(finding: PlumeFinding): string {
  const parts: string[] = [];
  const { directionRad, spreadRad, speedPxPerS, speedMPerS, particlesPerS, origin } = finding;
  if (directionRad !== null) {
    const spread = spreadRad === null ? "" : `, cone ±${degrees(spreadRad)}°`;
    parts.push(`towards ${(degrees(directionRad) + 360) % 360}° (right is 0, up is 90)${spread}`);
  }
  if (speedMPerS) parts.push(bandWords(speedMPerS, 1, "m/s"));
  else if (speedPxPerS) parts.push(bandWords(speedPxPerS, 1, "px/s"));
  if (particlesPerS) parts.push(bandWords(particlesPerS, 1, "particles/s"));
  if (origin)
    parts.push(`from pixel ${Math.round(origin.xPx)}, ${Math.round(origin.yPx)} ±${twoFigures(origin.sdPx)}`);
  const { [DUMP]: dump, ...told } = finding.odds;
  if (finding.phase === "ended") return parts.join(" · ");
  const weakest = Object.entries(dump === 1 ? told : finding.odds).sort((p, q) => p[1] - q[1])[0];
  if (weakest) parts.push(`weakest odds ${twoFigures(weakest[1])} to 1 against ${weakest[0]}`);
  if (dump === 1) parts.push("could be a water dump that nobody announced");
  return parts.join(" · ");
}

/** One finding of the camera as a line for a person; what only repeats a known phase is told quietly. */
export function printCameraFinding(finding: CameraFinding, isNews = true): string {
  const head = `${finding.timeS.toFixed(2).padStart(9)} s `;
  if (finding.type === "plume")
    return `${head} ${isNews ? PHASE[finding.phase]() : pc.dim(`  ${finding.phase}`)}  ${plumeText(finding)}`;
  return `${head} ${finding.active ? pc.magenta("▨ footage") : pc.dim("footage")}  ${finding.message}`;
}
