import type { GreyFrame } from "./frame.ts";
import type { Sighting } from "./watch-camera.ts";

/** Red, green, blue, a byte each, row after row. */
export interface RgbPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixels: Uint8Array;
}

type Colour = readonly [number, number, number];
const LOOSE: Colour = [150, 150, 150];
const TRACK: Colour = [90, 170, 255];
const OUTWARD: Colour = [255, 190, 60];
const ORIGIN: Colour = [255, 70, 70];

/**
 * The frame with what was seen in it: squares round detections (grey: followed by nothing), tails of tracks (blue: any, amber:
 * leading away from the origin), a cross on the origin. Small pictures are doubled until they are at least 640 wide.
 */
export function annotateFrame(frame: GreyFrame, sighting: Sighting | null): RgbPicture {
  const zoom = Math.max(1, Math.min(4, Math.ceil(640 / frame.widthPx)));
  const picture = enlarged(frame, zoom);
  if (!sighting) return picture;
  const at = (v: number) => Math.round((v + 0.5) * zoom);
  sighting.detections.forEach((d, i) => {
    const track = sighting.owners[i];
    square(picture, at(d.xPx), at(d.yPx), 2 + 2 * zoom, track ? colourOf(track.id, sighting) : LOOSE);
  });
  for (const track of sighting.tracks) {
    if (!track.counted) continue;
    const colour = colourOf(track.id, sighting);
    for (let i = 1; i < track.tail.length; i++) {
      const [a, b] = [track.tail[i - 1]!, track.tail[i]!];
      line(
        picture,
        at(a.xPx + sighting.offset.xPx),
        at(a.yPx + sighting.offset.yPx),
        at(b.xPx + sighting.offset.xPx),
        at(b.yPx + sighting.offset.yPx),
        colour,
      );
    }
  }
  if (sighting.origin) {
    const [x, y] = [at(sighting.origin.xPx), at(sighting.origin.yPx)];
    line(picture, x - 5 * zoom, y, x + 5 * zoom, y, ORIGIN);
    line(picture, x, y - 5 * zoom, x, y + 5 * zoom, ORIGIN);
  }
  return picture;
}

const colourOf = (id: number, sighting: Sighting): Colour => (sighting.outward.has(id) ? OUTWARD : TRACK);

function enlarged({ widthPx, heightPx, pixels }: GreyFrame, zoom: number): RgbPicture {
  const w = widthPx * zoom;
  const out = new Uint8Array(w * heightPx * zoom * 3);
  for (let y = 0; y < heightPx * zoom; y++) {
    for (let x = 0; x < w; x++) {
      const v = pixels[Math.floor(y / zoom) * widthPx + Math.floor(x / zoom)]!;
      out.fill(v, 3 * (y * w + x), 3 * (y * w + x) + 3);
    }
  }
  return { widthPx: w, heightPx: heightPx * zoom, pixels: out };
}

function dot(picture: RgbPicture, x: number, y: number, colour: Colour): void {
  if (x < 0 || y < 0 || x >= picture.widthPx || y >= picture.heightPx) return;
  picture.pixels.set(colour, 3 * (y * picture.widthPx + x));
}

function square(picture: RgbPicture, x: number, y: number, half: number, colour: Colour): void {
  for (let k = -half; k <= half; k++) {
    dot(picture, x + k, y - half, colour);
    dot(picture, x + k, y + half, colour);
    dot(picture, x - half, y + k, colour);
    dot(picture, x + half, y + k, colour);
  }
}

function line(picture: RgbPicture, x0: number, y0: number, x1: number, y1: number, colour: Colour): void {
  const n = Math.max(1, Math.abs(x1 - x0), Math.abs(y1 - y0));
  for (let k = 0; k <= n; k++)
    dot(picture, Math.round(x0 + ((x1 - x0) * k) / n), Math.round(y0 + ((y1 - y0) * k) / n), colour);
}

/** Pictures side by side in rows, each in a cell of the size of the first; wider ones are cut. */
export function tilePictures(pictures: readonly RgbPicture[], columns: number): RgbPicture {
  const first = pictures[0];
  if (!first) return { widthPx: 0, heightPx: 0, pixels: new Uint8Array(0) };
  const gap = 4;
  const across = Math.min(columns, pictures.length);
  const w = across * (first.widthPx + gap) - gap;
  const h = Math.ceil(pictures.length / across) * (first.heightPx + gap) - gap;
  const out = new Uint8Array(3 * w * h);
  pictures.forEach((picture, i) => {
    const left = (i % across) * (first.widthPx + gap);
    const top = Math.floor(i / across) * (first.heightPx + gap);
    const width = Math.min(picture.widthPx, first.widthPx);
    for (let y = 0; y < Math.min(picture.heightPx, first.heightPx); y++) {
      const from = 3 * y * picture.widthPx;
      out.set(picture.pixels.subarray(from, from + 3 * width), 3 * ((top + y) * w + left));
    }
  });
  return { widthPx: w, heightPx: h, pixels: out };
}
