import type { DisposalFile } from "./disposal-file.ts";
import type { DisposalResult, TrackPoint } from "./dispose.ts";
import type { GroundPoint } from "./geodetic.ts";
import { isLand } from "./land.ts";
import { laneWays } from "./lanes.ts";

/** What a map of a disposal shows. */
export interface DisposalMap {
  readonly file: Pick<DisposalFile, "name" | "target" | "coasts" | "lanes">;
  readonly result: Pick<DisposalResult, "impacts" | "nominal" | "footprint" | "members">;
  /** The nominal way down. */
  readonly descent: readonly TrackPoint[];
}

/** A stretch of the Earth; `west + span` may lie beyond 180. Degrees. */
export interface MapFrame {
  readonly west: number;
  readonly span: number;
  readonly south: number;
  readonly north: number;
}

const MARGIN = 14;
const COLUMNS = 76;
/** A character of a terminal is about twice as high as wide. */
const DEGREES_A_ROW = 2;

/** The target with its margin, wide enough for every piece. */
export function frameOf({ file: { target }, result }: DisposalMap): MapFrame {
  const width = (((target.east - target.west) % 360) + 360) % 360;
  const west = target.west - MARGIN;
  const latitudes = result.impacts.map(({ latitudeDeg }) => latitudeDeg);
  return {
    west,
    span: Math.min(360, width + 2 * MARGIN),
    south: Math.max(-90, Math.min(target.south, ...latitudes) - MARGIN / 2),
    north: Math.min(90, Math.max(target.north, ...latitudes) + MARGIN / 2),
  };
}

/** Degrees east of the frame's west side, 0 to 360. */
export function eastOf({ west }: MapFrame, longitudeDeg: number): number {
  return (((longitudeDeg - west) % 360) + 360) % 360;
}

/** The footprint against land and lanes in characters; what is nearer to people is drawn over what is not. */
export function drawMap(map: DisposalMap): string {
  const { file, result, descent } = map;
  const frame = frameOf(map);
  const rows = Math.max(
    8,
    Math.round((frame.north - frame.south) / ((DEGREES_A_ROW * frame.span) / COLUMNS)),
  );
  const cells = Array.from({ length: rows }, () => new Array<string>(COLUMNS).fill(" "));
  const middle = (row: number, column: number): GroundPoint => ({
    latitudeDeg: frame.north - ((row + 0.5) / rows) * (frame.north - frame.south),
    longitudeDeg: ((frame.west + ((column + 0.5) / COLUMNS) * frame.span + 540) % 360) - 180,
  });
  const put = ({ latitudeDeg, longitudeDeg }: GroundPoint, mark: string, over = true) => {
    const row = Math.floor(((frame.north - latitudeDeg) / (frame.north - frame.south)) * rows);
    const column = Math.floor((eastOf(frame, longitudeDeg) / frame.span) * COLUMNS);
    if (row < 0 || row >= rows || column < 0 || column >= COLUMNS) return;
    if (over || cells[row]![column] === " ") cells[row]![column] = mark;
  };
  const { south, north, west, east } = file.target;
  const width = eastOf({ ...frame, west }, east);
  for (let degree = 0; degree <= width; degree += 0.5)
    for (const latitudeDeg of [south, north]) put({ latitudeDeg, longitudeDeg: west + degree }, ".");
  for (let latitudeDeg = south; latitudeDeg <= north; latitudeDeg += 0.5)
    for (const longitudeDeg of [west, east]) put({ latitudeDeg, longitudeDeg }, ".");
  for (const { way } of laneWays(file)) for (const point of way) put(point, "-");
  for (const point of descent) put(point, "'", false);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < COLUMNS; column++)
      if (isLand(middle(row, column))) cells[row]![column] = "#";
  for (const { latitude, longitude } of file.coasts ?? [])
    put({ latitudeDeg: latitude, longitudeDeg: longitude }, "+");
  for (const impact of result.impacts) put(impact, "*");
  put(result.nominal.impact, "X");
  return [
    ...cells.map((row) => `  ${row.join("").trimEnd()}`.trimEnd()),
    "",
    `  X nominal   * pieces of ${result.members} runs   # land   + inhabited coast of the file   - shipping lane   . target   ' way down`,
  ].join("\n");
}
