/**
 * Time and memory of the detector alone at 1280 x 720: `npx jiti bench/camera-speed.ts`. Frames are rendered once and played round
 * and round with rising times; processor time is that of this process, so a busy machine does not count.
 */
import { cpus, loadavg } from "node:os";
import { type GreyFrame, renderClip, startCamera, stepCamera } from "../src/camera/index.ts";
import { smallCamera } from "../src/camera/render/camera-model.ts";
import { calmScenery, calmSpray, noDisturbance } from "../src/camera/render/scenario.ts";

const rounds = Number(process.argv[2] ?? 5);
const camera = { ...smallCamera, widthPx: 1280, heightPx: 720, focalPx: 1000 };
const spray = { ...calmSpray, originXPx: 360, originYPx: 400, fromS: -5, lightPerSquareMm: 900 };
const frames: GreyFrame[] = [];
for (const { frame } of renderClip(
  {
    name: "speed",
    durationS: 0.96,
    camera,
    distanceM: 20,
    scenery: { ...calmScenery, clouds: 12, driftXPxPerS: 19 },
    sprays: [spray],
    flyers: [],
    disturbance: noDisturbance,
  },
  1,
))
  frames.push(frame);
let state = startCamera();
let played = 0;
let particles = 0;
const play = () => {
  for (const frame of frames) {
    const step = stepCamera(state, { ...frame, timeS: played++ / 25 });
    state = step.state;
    particles += step.sighting?.detections.length ?? 0;
  }
};
play();
const before = process.cpuUsage();
for (let i = 0; i < rounds; i++) play();
const used = process.cpuUsage(before);
const perFrameMs = (used.user + used.system) / 1000 / (rounds * frames.length);
console.log(`${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}, Node ${process.versions.node}`);
console.log(
  `1280 x 720: ${perFrameMs.toFixed(1)} ms of processor a frame, ${(1000 / perFrameMs).toFixed(0)} frames/s, ${(particles / played).toFixed(0)} particles a frame, ${played} frames`,
);
const rss = process.resourceUsage().maxRSS / 1024;
console.log(
  `peak resident memory ${rss.toFixed(0)} MiB, of it ${(frames.length * 0.879).toFixed(0)} MiB the frames themselves`,
);
