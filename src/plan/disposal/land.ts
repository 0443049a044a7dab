import type { GroundPoint } from "./geodetic.ts";
import { LAND_ROWS } from "./land-rows.generated.ts";

/** Whether the middle of the degree that a point lies in is land: continents and large islands, coasts to about half a degree. */
export function isLand({ latitudeDeg, longitudeDeg }: GroundPoint): boolean {
  const row = Math.min(179, Math.max(0, Math.floor(90 - latitudeDeg)));
  const column = ((Math.floor(longitudeDeg + 180) % 360) + 360) % 360;
  const digit = Number.parseInt(LAND_ROWS[row]![column >> 2]!, 16);
  return (digit & (8 >> (column & 3))) !== 0;
}
