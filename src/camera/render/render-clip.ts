import { type RandomStream, randomStream } from "../../stats/index.ts";
import type { GreyFrame } from "../frame.ts";
import { compressBlocks } from "./block-compression.ts";
import { burnLabel } from "./burn-label.ts";
import type { Scenario } from "./scenario.ts";
import { addTexture, cloudTexture, type Texture } from "./scene-texture.ts";
import { addStreak } from "./splat.ts";
import { type Particle, SprayParticles } from "./spray.ts";

/** Where a particle of a spray truly is in a frame, in the middle of the exposure. */
export interface TrueParticle {
  readonly id: number;
  readonly xPx: number;
  readonly yPx: number;
  readonly vxPxPerS: number;
  readonly vyPxPerS: number;
  /** Height of its spot over the ground in grey levels, smearing and vignetting included; with the sign of its contrast. */
  readonly peak: number;
}

export interface RenderedFrame {
  readonly frame: GreyFrame;
  readonly particles: readonly TrueParticle[];
}

const TEXTURE_SIDE = 512;

/**
 * Draws labelled footage frame after frame. SYNTHETIC stands in the corner of each. The same scenario and seed give the same
 * pixels. The pixel buffer is new for each frame.
 */
export function* renderClip(scenario: Scenario, seed: number): Generator<RenderedFrame> {
  const random = randomStream(seed).named(scenario.name);
  const painter = new Painter(scenario, random);
  const frames = Math.round(scenario.durationS * scenario.camera.framesPerS);
  for (let i = 0; i < frames; i++) yield painter.paint(i / scenario.camera.framesPerS);
}

class Painter {
  readonly #scenario: Scenario;
  readonly #random: RandomStream;
  readonly #clouds: Texture | null;
  readonly #noise: Float32Array;
  readonly #sprays: SprayParticles[];
  readonly #stars: { x: number; y: number; light: number }[];
  readonly #hot: { index: number; level: number; blinks: boolean }[];
  readonly #dust: { x: number; y: number; depth: number; blur: number }[];
  readonly #vignette: Float32Array;
  #particles: Particle[] = [];

  constructor(scenario: Scenario, random: RandomStream) {
    this.#scenario = scenario;
    this.#random = random.named("frames");
    const { camera, scenery, disturbance, sprays, distanceM } = scenario;
    const n = camera.widthPx * camera.heightPx;
    this.#clouds =
      scenery.clouds > 0 ? cloudTexture(random.named("clouds"), TEXTURE_SIDE, 128, 8, scenery.clouds) : null;
    const noise = random.named("noise");
    this.#noise = Float32Array.from({ length: 65_537 }, () => noise.normal());
    this.#sprays = sprays.map(
      (spray, i) =>
        new SprayParticles(spray, random.named(`spray ${i}`), camera.focalPx / distanceM, i * 1_000_000),
    );
    const place = random.named("places");
    const [w, h] = [camera.widthPx, camera.heightPx];
    this.#stars = Array.from({ length: scenery.stars }, () => ({
      x: place.uniform() * w * 3,
      y: place.uniform() * h * 3,
      light: 60 * place.exponential() + 30,
    }));
    this.#hot = Array.from({ length: disturbance.hotPixels + disturbance.blinkingPixels }, (_, i) => ({
      index: place.index(n),
      level: 40 + 150 * place.uniform(),
      blinks: i >= disturbance.hotPixels,
    }));
    this.#dust = Array.from({ length: disturbance.dust }, () => ({
      x: place.uniform() * w,
      y: place.uniform() * h,
      depth: 100 + 900 * place.uniform(),
      blur: 1.5 + 4 * place.uniform(),
    }));
    this.#vignette = new Float32Array(n);
    for (let i = 0; i < n; i++) {
      const x = ((i % w) - w / 2) / (w / 2);
      const y = (Math.floor(i / w) - h / 2) / (h / 2);
      this.#vignette[i] = 1 - (camera.vignetting * (x * x + y * y)) / 2;
    }
  }

  paint(timeS: number): RenderedFrame {
    const { camera, disturbance } = this.#scenario;
    const { widthPx: w, heightPx: h } = camera;
    const random = this.#random;
    const picture = new Float32Array(w * h);
    const sunlight = this.#sunlight(timeS);
    const shakeX = disturbance.shakePx * random.normal() + disturbance.panXPxPerS * timeS;
    const shakeY = disturbance.shakePx * random.normal() + disturbance.panYPxPerS * timeS;
    this.#paintGround(picture, timeS, shakeX, shakeY, sunlight);
    const particles = this.#paintParticles(picture, timeS, shakeX, shakeY, sunlight);
    this.#paintFlyers(picture, timeS, shakeX, shakeY, sunlight);
    this.#paintGlints(picture);
    const gain = 1 + disturbance.flicker * random.normal();
    let at = random.index(this.#noise.length);
    for (let i = 0; i < picture.length; i++) {
      if (at >= this.#noise.length) at = random.index(this.#noise.length >> 1);
      picture[i] = gain * picture[i]! * this.#vignette[i]! + camera.noiseLevels * this.#noise[at++]!;
    }
    this.#paintSensorFaults(picture);
    if (camera.compressionQuality > 0) compressBlocks(picture, w, h, camera.compressionQuality);
    const pixels = new Uint8Array(w * h);
    for (let i = 0; i < pixels.length; i++) pixels[i] = Math.max(0, Math.min(255, Math.round(picture[i]!)));
    this.#paintSnow(pixels, timeS);
    burnLabel(pixels, w, h);
    return { frame: { widthPx: w, heightPx: h, timeS, pixels }, particles };
  }

  /** One in full sunlight, a few per cent in shadow: earthlight and lamps remain. */
  #sunlight(timeS: number): number {
    const { eclipseFromS: from = Number.POSITIVE_INFINITY, eclipseToS: to = Number.POSITIVE_INFINITY } =
      this.#scenario;
    const shadow = Math.max(0, Math.min(1, (timeS - from) / 8)) - Math.max(0, Math.min(1, (timeS - to) / 8));
    return 1 - 0.96 * shadow;
  }

  #paintGround(picture: Float32Array, timeS: number, shakeX: number, shakeY: number, sunlight: number): void {
    const { camera, scenery } = this.#scenario;
    const { widthPx: w, heightPx: h } = camera;
    if (this.#clouds) {
      addTexture(
        picture,
        w,
        h,
        this.#clouds,
        scenery.driftXPxPerS * timeS + shakeX,
        scenery.driftYPxPerS * timeS + shakeY,
      );
    }
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const i = y * w + x;
        picture[i] = (picture[i]! + scenery.level + scenery.gradient * (x / w - 0.5)) * sunlight;
      }
    }
    if (scenery.structure) this.#paintStructure(picture, shakeX, shakeY, sunlight);
    const blur = camera.blurPx;
    for (const { x, y, light } of this.#stars) {
      const sx = wrap(x + scenery.starDriftXPxPerS * timeS + shakeX, 3 * w) - w;
      const sy = wrap(y + scenery.starDriftYPxPerS * timeS + shakeY, 3 * h) - h;
      addStreak(picture, w, h, sx, sy, sx, sy, light, blur);
    }
  }

  /** A solar array with its grid along the top and the flank of a ship at the left edge, edges smoothed by the optics. */
  #paintStructure(picture: Float32Array, shakeX: number, shakeY: number, sunlight: number): void {
    const { widthPx: w, heightPx: h, blurPx } = this.#scenario.camera;
    // bars 1.6 px wide, as the optics show them
    const k = -0.5 / (blurPx * blurPx + 1.6 ** 2 / 12);
    const bar = (d: number) => 60 * Math.exp(k * d * d);
    const step = (d: number) => 1 / (1 + Math.exp(-2.2 * d));
    const unit = w / 320;
    for (let y = 0; y < Math.min(h, 60 * unit + Math.max(0, shakeY)); y++) {
      for (let x = 0; x < w; x++) {
        const u = x - shakeX;
        const v = y - shakeY;
        const inside = step(34 * unit + 0.05 * u - v) * step(u - 150 * unit) * step(300 * unit - u);
        if (inside < 0.01) continue;
        const grid = Math.max(bar(wrap(u, 12 * unit) - 6 * unit), bar(wrap(v, 10 * unit) - 5 * unit));
        const i = y * w + x;
        picture[i] = picture[i]! * (1 - inside) + inside * (70 + grid) * sunlight;
      }
    }
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < Math.min(w, Math.max(0, 70 * unit + shakeX)); x++) {
        const edge = (38 + 14 * Math.sin((y - shakeY) / (45 * unit))) * unit + shakeX;
        const inside = step(edge - x);
        const i = y * w + x;
        picture[i] =
          picture[i]! * (1 - inside) + inside * (110 + 25 * Math.sin((y - shakeY) / (7 * unit))) * sunlight;
      }
    }
  }

  #paintParticles(
    picture: Float32Array,
    timeS: number,
    shakeX: number,
    shakeY: number,
    sunlight: number,
  ): TrueParticle[] {
    const { widthPx: w, heightPx: h, framesPerS, shutterPart, blurPx, interlaced } = this.#scenario.camera;
    for (const spray of this.#sprays) this.#particles.push(...spray.upTo(timeS));
    const open = shutterPart / framesPerS;
    const seen: TrueParticle[] = [];
    const kept: Particle[] = [];
    for (const particle of this.#particles) {
      const age = timeS - particle.bornS;
      const x = particle.originXPx + particle.vxPxPerS * age + shakeX;
      const y = particle.originYPx + particle.vyPxPerS * age + shakeY;
      if (x < -0.5 * w || x > 1.5 * w || y < -0.5 * h || y > 1.5 * h) continue;
      kept.push(particle);
      if (x < -4 || x > w + 4 || y < -4 || y > h + 4) continue;
      const hx = 0.5 * open * particle.vxPxPerS;
      const hy = 0.5 * open * particle.vyPxPerS;
      const light = particle.light * sunlight;
      addStreak(picture, w, h, x - hx, y - hy, x + hx, y + hy, light, blurPx);
      if (interlaced) this.#combField(picture, particle, x, y, hx, hy, light);
      if (x >= 0 && y >= 0 && x < w && y < h) {
        const shade = this.#vignette[Math.floor(y) * w + Math.floor(x)]!;
        const peak = shade * spotPeak(light, 2 * Math.hypot(hx, hy), blurPx);
        seen.push({
          id: particle.id,
          xPx: x,
          yPx: y,
          vxPxPerS: particle.vxPxPerS,
          vyPxPerS: particle.vyPxPerS,
          peak,
        });
      }
    }
    this.#particles = kept;
    return seen;
  }

  /** Odd lines are read half a frame later: their part of the spot is moved on. */
  #combField(
    picture: Float32Array,
    particle: Particle,
    x: number,
    y: number,
    hx: number,
    hy: number,
    light: number,
  ): void {
    const { widthPx: w, heightPx: h, framesPerS, blurPx } = this.#scenario.camera;
    const dx = (0.5 * particle.vxPxPerS) / framesPerS;
    const dy = (0.5 * particle.vyPxPerS) / framesPerS;
    const spot = (px: number, py: number, amount: number) => {
      const top = Math.max(0, Math.floor(Math.min(py - hy, py + hy) - 4));
      const bottom = Math.min(h, Math.ceil(Math.max(py - hy, py + hy) + 5));
      if (bottom <= top) return;
      const strip = new Float32Array(w * (bottom - top));
      addStreak(strip, w, bottom - top, px - hx, py - hy - top, px + hx, py + hy - top, amount, blurPx);
      for (let row = top; row < bottom; row++) {
        if (row % 2 === 0) continue;
        for (let col = 0; col < w; col++) picture[row * w + col]! += strip[(row - top) * w + col]!;
      }
    };
    spot(x, y, -light);
    spot(x + dx, y + dy, light);
  }

  #paintFlyers(picture: Float32Array, timeS: number, shakeX: number, shakeY: number, sunlight: number): void {
    const { widthPx: w, heightPx: h, framesPerS, shutterPart, blurPx } = this.#scenario.camera;
    for (const flyer of this.#scenario.flyers) {
      const age = timeS - flyer.fromS;
      if (age < 0) continue;
      const x = flyer.xPx + flyer.vxPxPerS * age + shakeX;
      const y = flyer.yPx + flyer.vyPxPerS * age + shakeY;
      if (x < -20 || y < -20 || x > w + 20 || y > h + 20) continue;
      const hx = (0.5 * shutterPart * flyer.vxPxPerS) / framesPerS;
      const hy = (0.5 * shutterPart * flyer.vyPxPerS) / framesPerS;
      const shine = flyer.tumbleHz > 0 ? 0.3 + 0.7 * Math.sin(Math.PI * flyer.tumbleHz * age) ** 2 : 1;
      addStreak(picture, w, h, x - hx, y - hy, x + hx, y + hy, flyer.light * shine * sunlight, blurPx);
    }
  }

  #paintGlints(picture: Float32Array): void {
    const { camera, disturbance } = this.#scenario;
    const { widthPx: w, heightPx: h, framesPerS } = camera;
    if (disturbance.glintsPerS <= 0) return;
    for (let k = this.#random.poisson(disturbance.glintsPerS / framesPerS); k > 0; k--) {
      // from edges of the structure: few places, seen again and again
      const x = w * (0.5 + 0.05 * this.#random.index(9));
      const y = h * 0.12 + 2 * this.#random.normal();
      addStreak(picture, w, h, x, y, x, y, 1500 + 3000 * this.#random.uniform(), 1.6 * camera.blurPx);
    }
  }

  #paintSensorFaults(picture: Float32Array): void {
    const { camera, disturbance } = this.#scenario;
    const { widthPx: w, heightPx: h, framesPerS } = camera;
    const random = this.#random;
    for (const { index, level, blinks } of this.#hot) {
      if (!blinks || random.uniform() < 0.5) picture[index]! += level;
    }
    for (const { x, y, depth, blur } of this.#dust) addStreak(picture, w, h, x, y, x, y, -depth, blur);
    for (
      let k = disturbance.cosmicPerS > 0 ? random.poisson(disturbance.cosmicPerS / framesPerS) : 0;
      k > 0;
      k--
    ) {
      const x = w * random.uniform();
      const y = h * random.uniform();
      const angle = 2 * Math.PI * random.uniform();
      const length = random.exponential(3);
      addStreak(
        picture,
        w,
        h,
        x,
        y,
        x + length * Math.cos(angle),
        y + length * Math.sin(angle),
        200 + 800 * random.uniform(),
        0.45,
      );
    }
  }

  /** A bad downlink puts its spots in after compression: short bright or dark runs along lines. */
  #paintSnow(pixels: Uint8Array, timeS: number): void {
    const { disturbance } = this.#scenario;
    if (disturbance.snowPerFrame <= 0 || timeS < disturbance.snowFromS || timeS > disturbance.snowToS) return;
    for (let k = this.#random.poisson(disturbance.snowPerFrame); k > 0; k--) {
      const at = this.#random.index(pixels.length - 4);
      const value = this.#random.uniform() < 0.7 ? 255 : 0;
      for (let i = this.#random.index(3); i >= 0; i--) pixels[at + i] = value;
    }
  }
}

const wrap = (value: number, period: number) => value - period * Math.floor(value / period);

/** Height of a Gaussian spot of this light smeared evenly over a length: the spot's mean over the line through its centre. */
function spotPeak(light: number, length: number, blurPx: number): number {
  const still = light / (2 * Math.PI * blurPx * blurPx);
  if (length < 1e-3) return still;
  const steps = 16;
  let sum = 0;
  for (let k = 0; k < steps; k++)
    sum += Math.exp(-0.5 * ((((k + 0.5) / steps - 0.5) * length) / blurPx) ** 2);
  return (still * sum) / steps;
}
