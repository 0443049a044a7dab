/** Shortest straight piece that has room for an arrow head [px]. */
const ROOM = 12;

/** Where an arrow head stands on a line, and which way it points [degrees]: the middle of the longest straight piece; null if all are short. */
export function arrowPlace(
  points: readonly (readonly [number, number])[],
): { readonly x: number; readonly y: number; readonly degrees: number } | null {
  let best = ROOM;
  let place: ReturnType<typeof arrowPlace> = null;
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1]!, points[i]!];
    const length = Math.hypot(bx - ax, by - ay);
    if (length < best || (length === best && place !== null)) continue;
    best = length;
    place = { x: (ax + bx) / 2, y: (ay + by) / 2, degrees: (Math.atan2(by - ay, bx - ax) * 180) / Math.PI };
  }
  return place;
}
