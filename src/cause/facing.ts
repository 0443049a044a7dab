import { directionalFactor, type LocalVector } from "../debris/index.ts";
import type { EvidenceContext, Weighed } from "./evidence.ts";

/** Tilts [rad] over which a facing told in words is averaged: "aft and starboard" is good to some 30 degrees. */
const TILTS = [-0.5, 0, 0.5];

/**
 * Which way the holed place faces, in the local-vertical frame (forward, starboard, down): flux on it over the flux on the
 * same surface randomly turned. What is built in has no preferred side and counts as 1.
 */
export function weighFacing(facing: LocalVector, context: EvidenceContext): Weighed {
  const length = Math.hypot(...facing);
  if (!(length > 0))
    throw new RangeError("facing: [0, 0, 0] has no direction; write [forward, starboard, down]");
  const unit = facing.map((part) => part / length) as [number, number, number];
  const mean = (kind: "meteoroid" | "debris") => {
    let sum = 0;
    for (const yaw of TILTS)
      for (const pitch of TILTS)
        sum += directionalFactor(context.climate[kind].stream, turnedBy(unit, yaw, pitch));
    return sum / TILTS.length ** 2;
  };
  const [meteoroid, debris] = [mean("meteoroid"), mean("debris")];
  return {
    likelihoods: { meteoroid, debris },
    basis: `flux on this facing over that on a randomly turned one: ${meteoroid.toFixed(2)} meteoroids, ${debris.toFixed(2)} debris`,
    spreadLn: 0.2,
  };
}

function turnedBy([f, s, d]: LocalVector, yaw: number, pitch: number): LocalVector {
  const [forward, starboard] = [f * Math.cos(yaw) - s * Math.sin(yaw), f * Math.sin(yaw) + s * Math.cos(yaw)];
  return [
    forward * Math.cos(pitch) - d * Math.sin(pitch),
    starboard,
    forward * Math.sin(pitch) + d * Math.cos(pitch),
  ];
}
