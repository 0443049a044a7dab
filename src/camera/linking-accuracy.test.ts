import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { randomStream } from "../stats/index.ts";
import type { Detection } from "./find-particles.ts";
import { emptyLinks, linkFrame } from "./link-tracks.ts";
import { nearestAssignment } from "./testing/nearest-assignment.case.ts";
import type { Track } from "./track.ts";

// Oracle: which particle each spot was drawn for, or was labelled with; beside it the published linking rule on the same spots.
// Bars: nine in ten links made are right wherever the published rule gets half of them, and never fewer of the true ones than it.

interface Spot extends Detection {
  readonly particle: number;
}
interface Score {
  /** Of the links made those that are right; of the true links those that were made. */
  readonly precision: number;
  readonly recall: number;
}

function score(links: ReadonlySet<string>, frames: readonly (readonly Spot[])[]): Score {
  let made = 0;
  let right = 0;
  let all = 0;
  frames.forEach((spots, frame) => {
    const next = frames[frame + 1];
    if (!next) return;
    spots.forEach((spot, i) => {
      next.forEach((other, j) => {
        const linked = links.has(`${frame}:${i}:${j}`);
        if (linked) made++;
        if (spot.particle !== other.particle) return;
        all++;
        if (linked) right++;
      });
    });
  });
  return { precision: right / Math.max(1, made), recall: right / Math.max(1, all) };
}

function published(frames: readonly (readonly Spot[])[], rangePx: number): Score {
  const links = new Set<string>();
  for (let frame = 0; frame + 1 < frames.length; frame++)
    nearestAssignment(frames[frame]!, frames[frame + 1]!, rangePx).forEach((j, i) => {
      if (j !== null) links.add(`${frame}:${i}:${j}`);
    });
  return score(links, frames);
}

function ours(frames: readonly (readonly Spot[])[], reachPx: number, areaPx2: number): Score {
  const state = emptyLinks();
  const links = new Set<string>();
  let ownersBefore: (Track | undefined)[] = [];
  const indexOf = (frame: number, at: { readonly xPx: number; readonly yPx: number }) =>
    frames[frame]!.findIndex((spot) => spot.xPx === at.xPx && spot.yPx === at.yPx);
  frames.forEach((spots, frame) => {
    const known = new Set(state.tracks.map(({ id }) => id));
    const owners = linkFrame(state, spots, frame / 20, { reachPx, areaPx2, patience: 2 });
    owners.forEach((track, i) => {
      if (!track) return;
      if (known.has(track.id)) {
        const before = ownersBefore.indexOf(track);
        if (before >= 0) links.add(`${frame - 1}:${before}:${i}`);
        return;
      }
      // a new track is three spots in a row
      const [a, b] = [indexOf(frame - 2, track.tail[0]!), indexOf(frame - 1, track.tail[1]!)];
      links.add(`${frame - 2}:${a}:${b}`).add(`${frame - 1}:${b}:${i}`);
      ownersBefore[b] = track;
    });
    ownersBefore = owners;
  });
  return score(links, frames);
}

/** Spots of a plume: centroid errors of 0.2 px, one in twenty not seen. */
function plume(seed: number, perFrame: number, stepPx: number): Spot[][] {
  const random = randomStream(seed).named("plume");
  const frames = 40;
  const life = 110 / stepPx;
  const particles = Array.from(
    { length: Math.round((perFrame * (frames + life)) / life) },
    (_, particle) => ({
      particle,
      born: (frames + life) * random.uniform() - life,
      angle: 0.4 * random.normal(),
      step: stepPx * Math.exp(0.25 * random.normal()),
    }),
  );
  return Array.from({ length: frames }, (_, frame) =>
    particles.flatMap(({ particle, born, angle, step }) => {
      const way = 8 + (frame - born) * step;
      if (frame < born || way > 118 || random.uniform() < 0.05) return [];
      const xPx = 20 + way * Math.cos(angle) + 0.2 * random.normal();
      const yPx = 60 + way * Math.sin(angle) + 0.2 * random.normal();
      return [{ xPx, yPx, particle, sign: 1 as const, peak: 40, significance: 20 }];
    }),
  );
}

const cases = [
  { perFrame: 15, stepPx: 2 },
  { perFrame: 40, stepPx: 2 },
  { perFrame: 15, stepPx: 6 },
  { perFrame: 40, stepPx: 6 },
  { perFrame: 25, stepPx: 12 },
];

describe("linking particles of a plume", () => {
  test.each(cases)(
    "is no worse than the published nearest assignment with $perFrame spots a frame and steps of $stepPx px",
    ({ perFrame, stepPx }) => {
      const frames = plume(perFrame + 100 * stepPx, perFrame, stepPx);
      const theirs = published(frames, 2 * stepPx);
      const mine = ours(frames, 28, 192 * 108);
      expect(mine.recall).toBeGreaterThanOrEqual(theirs.recall - 0.02);
      expect(mine.precision).toBeGreaterThan(theirs.precision > 0.5 ? 0.9 : theirs.precision);
      console.info(
        `${perFrame} spots, steps of ${stepPx} px: right of those made ${mine.precision.toFixed(3)}, published rule ${theirs.precision.toFixed(3)}; made of the true ones ${mine.recall.toFixed(3)}, published rule ${theirs.recall.toFixed(3)}`,
      );
    },
  );

  test("the published rule itself links what lies far apart without a fault", () => {
    const from = [
      { xPx: 10, yPx: 10 },
      { xPx: 50, yPx: 50 },
      { xPx: 90, yPx: 10 },
    ];
    const to = [
      { xPx: 91, yPx: 12 },
      { xPx: 11, yPx: 9 },
    ];
    expect(nearestAssignment(from, to, 5)).toEqual([1, null, 0]);
  });

  test("of two assignments the published rule takes the one with the least sum of squares, not the nearest pair first", () => {
    const from = [
      { xPx: 0, yPx: 0 },
      { xPx: 3, yPx: 0 },
    ];
    const to = [
      { xPx: 2, yPx: 0 },
      { xPx: 6, yPx: 0 },
    ];
    expect(nearestAssignment(from, to, 10)).toEqual([0, 1]);
  });
});

// Labelled frames of the trackpy project as its own tables: columns x, y, frame, particle. Not part of this project.
const folder = process.env.HOARFROST_PARTICLE_TABLES ?? "../shared/data/particles-video";
const tables = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".csv")) : [];
if (tables.length === 0)
  console.warn(`skipped: no labelled particle tables (x,y,frame,particle as CSV) at ${folder}`);

function labelled(file: string): Spot[][] {
  const [head = "", ...rows] = readFileSync(file, "utf8").trim().split("\n");
  const names = head.split(",").map((name) => name.trim());
  const column = (name: string) => names.indexOf(name);
  const frames: Spot[][] = [];
  for (const row of rows) {
    const cells = row.split(",").map(Number);
    const [xPx, yPx, frame, particle] = ["x", "y", "frame", "particle"].map((name) => cells[column(name)]!);
    frames[frame!] ??= [];
    frames[frame!]!.push({ xPx: xPx!, yPx: yPx!, particle: particle!, sign: 1, peak: 40, significance: 20 });
  }
  return Array.from(frames, (spots) => spots ?? []);
}

describe.skipIf(tables.length === 0)("linking other people's labelled particles", () => {
  test.each(tables.length > 0 ? tables : ["none"])("%s: nearly all links made are theirs", (name) => {
    const frames = labelled(join(folder, name));
    const [mine, theirs] = [ours(frames, 28, 640 * 480), published(frames, 5)];
    console.info(
      `${name}: right of those made ${mine.precision.toFixed(3)}, published rule ${theirs.precision.toFixed(3)}; made of the true ones ${mine.recall.toFixed(3)}, published rule ${theirs.recall.toFixed(3)}`,
    );
    // their particles diffuse: a linker of nearly straight ways may make few links, but not wrong ones
    expect(mine.precision).toBeGreaterThan(0.8);
  });
});
