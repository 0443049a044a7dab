import { label, PLOT_COLOUR, px, svgPicture } from "../../print/svg.ts";
import { type DisposalMap, eastOf, frameOf } from "./draw-map.ts";
import { pointAt } from "./footprint.ts";
import { isLand } from "./land.ts";
import { laneWays } from "./lanes.ts";

const DEGREE = Math.PI / 180;
const WIDTH = 820;
const [LEFT, TOP, BOTTOM] = [16, 58, 44];
const GRID_DEG = 10;

/** The footprint against land, coasts and shipping lanes (SVG): latitude and longitude on a level grid. */
export function plotMap(map: DisposalMap): string {
  const { file, result, descent } = map;
  const frame = frameOf(map);
  const scale = (WIDTH - 2 * LEFT) / frame.span;
  const height = TOP + (frame.north - frame.south) * scale + BOTTOM;
  const x = (longitudeDeg: number) => LEFT + eastOf(frame, longitudeDeg) * scale;
  const y = (latitudeDeg: number) => TOP + (frame.north - latitudeDeg) * scale;
  const isShown = (at: { latitudeDeg: number; longitudeDeg: number }) =>
    eastOf(frame, at.longitudeDeg) <= frame.span &&
    at.latitudeDeg <= frame.north &&
    at.latitudeDeg >= frame.south;
  const line = (points: readonly { latitudeDeg: number; longitudeDeg: number }[], look: string) => {
    const shown = points.filter(isShown).map((at) => `${px(x(at.longitudeDeg))},${px(y(at.latitudeDeg))}`);
    return shown.length < 2 ? "" : `<polyline points="${shown.join(" ")}" fill="none" ${look}/>`;
  };
  const body = [
    label(LEFT, 24, `Where ${file.name} comes down`, { bold: true, size: 14 }),
    label(
      LEFT,
      44,
      `dots: a piece of each of ${result.members} runs; ring: 99 %; cross: nominal; dashes: shipping lanes; squares: inhabited coasts`,
      { colour: PLOT_COLOUR.quiet },
    ),
  ];
  let land = "";
  for (let south = Math.floor(frame.south); south < frame.north; south++)
    for (let east = 0; east < frame.span; east++) {
      const longitudeDeg = ((Math.floor(frame.west) + east + 540.5) % 360) - 180;
      if (!isLand({ latitudeDeg: south + 0.5, longitudeDeg })) continue;
      const left = x(Math.floor(longitudeDeg));
      if (left < LEFT || left + scale > WIDTH - LEFT || south < frame.south || south + 1 > frame.north)
        continue;
      land += `M${px(left)} ${px(y(south + 1))}h${px(scale)}v${px(scale)}h${px(-scale)}z`;
    }
  body.push(`<path d="${land}" fill="${PLOT_COLOUR.quiet}" opacity="0.5"/>`);
  for (let at = Math.ceil(frame.south / GRID_DEG) * GRID_DEG; at <= frame.north; at += GRID_DEG)
    body.push(
      `<path d="M${LEFT} ${px(y(at))}H${WIDTH - LEFT}" stroke="${PLOT_COLOUR.quiet}" opacity="0.25"/>`,
      label(LEFT + 3, y(at) - 3, `${Math.abs(at)}${at < 0 ? " S" : at > 0 ? " N" : ""}`, {
        colour: PLOT_COLOUR.quiet,
        size: 10,
      }),
    );
  const { south, north, west, east } = file.target;
  body.push(
    `<rect x="${px(x(west))}" y="${px(y(north))}" width="${px(x(east) - x(west))}" height="${px(y(south) - y(north))}" fill="none" stroke="${PLOT_COLOUR.ink}" stroke-dasharray="2 3"/>`,
    label(x(west) + 4, y(north) - 4, file.target.name, { colour: PLOT_COLOUR.quiet, size: 10 }),
  );
  for (const { way } of laneWays(file))
    body.push(line(way, `stroke="${PLOT_COLOUR.ink}" stroke-dasharray="7 4" opacity="0.6"`));
  body.push(line(descent, `stroke="${PLOT_COLOUR.ink}"`));
  for (const { name, latitude, longitude } of file.coasts ?? []) {
    const at = { latitudeDeg: latitude, longitudeDeg: longitude };
    if (!isShown(at)) continue;
    const isRight = x(longitude) > WIDTH - 180;
    body.push(
      `<rect x="${px(x(longitude) - 2.5)}" y="${px(y(latitude) - 2.5)}" width="5" height="5" fill="${PLOT_COLOUR.ink}"/>`,
      label(x(longitude) + (isRight ? -6 : 6), y(latitude) + 4, name, {
        size: 10,
        ...(isRight && { anchor: "end" as const }),
      }),
    );
  }
  for (const at of result.impacts)
    if (isShown(at))
      body.push(
        `<circle cx="${px(x(at.longitudeDeg))}" cy="${px(y(at.latitudeDeg))}" r="1.6" fill="${PLOT_COLOUR.ink}" opacity="0.55"/>`,
      );
  body.push(line(ring(map), `stroke="${PLOT_COLOUR.ink}" stroke-width="1.5"`));
  const { impact } = result.nominal;
  const [cx, cy] = [x(impact.longitudeDeg), y(impact.latitudeDeg)];
  body.push(
    `<path d="M${px(cx - 6)} ${px(cy - 6)}l12 12M${px(cx + 6)} ${px(cy - 6)}l-12 12" stroke="${PLOT_COLOUR.ink}" stroke-width="2"/>`,
    label(
      LEFT,
      height - 16,
      "Land: Natural Earth, one degree. Lanes are estimates. A decision aid, not a notice to mariners.",
      {
        colour: PLOT_COLOUR.quiet,
        size: 10,
      },
    ),
  );
  return svgPicture({
    id: "footprint",
    width: WIDTH,
    height: Math.ceil(height),
    title: `Footprint of ${file.name}`,
    description: `Where the pieces of ${result.members} runs come down, against land and lanes of ships.`,
    body,
  });
}

/** The ellipse as points on the ground: distances and bearings from its centre, as it was made. */
function ring({ result: { footprint } }: DisposalMap) {
  const { centre, alongM, acrossM, bearingDeg } = footprint;
  return Array.from({ length: 181 }, (_, i) => {
    const [along, across] = [alongM * Math.cos(2 * i * DEGREE), acrossM * Math.sin(2 * i * DEGREE)];
    return pointAt(centre, Math.hypot(along, across), bearingDeg * DEGREE + Math.atan2(across, along));
  });
}
