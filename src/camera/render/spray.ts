import type { RandomStream } from "../../stats/index.ts";

/** A source of particles as the camera sees it, in metres in the plane through the leak across the line of sight. */
export interface Spray {
  /** Where in the picture it starts [px]. */
  readonly originXPx: number;
  readonly originYPx: number;
  /** Axis, from the right, counter-clockwise [rad], and how much it is turned out of the plane. */
  readonly axisRad: number;
  /** Half angle of the cone that holds two thirds of the particles [rad]. */
  readonly halfAngleRad: number;
  readonly speedMPerS: number;
  /** Standard deviation of ln speed. */
  readonly speedSpread: number;
  /** Particles a second that are large enough to be drawn one by one. */
  readonly particlesPerS: number;
  /** Median of drop diameters [m] and standard deviation of its logarithm. */
  readonly diameterM: number;
  readonly diameterSpread: number;
  /** Emission lasts from, to [s]. */
  readonly fromS: number;
  readonly toS: number;
  /** Grey levels, summed over the spot, that a drop of 1 mm makes; negative where drops are dark before a bright ground. */
  readonly lightPerSquareMm: number;
}

export interface Particle {
  readonly id: number;
  readonly bornS: number;
  readonly vxPxPerS: number;
  readonly vyPxPerS: number;
  readonly light: number;
  readonly originXPx: number;
  readonly originYPx: number;
}

/**
 * Makes particles one after the other in order of birth: Poisson in time, Gaussian in angle both ways across the axis,
 * lognormal in speed and size. Light goes with the square of the diameter.
 */
export class SprayParticles {
  #nextS: number;
  #id: number;
  readonly #spray: Spray;
  readonly #random: RandomStream;
  readonly #pxPerM: number;

  constructor(spray: Spray, random: RandomStream, pxPerM: number, firstId: number) {
    this.#spray = spray;
    this.#random = random;
    this.#pxPerM = pxPerM;
    this.#id = firstId;
    this.#nextS = spray.fromS + random.exponential(1 / spray.particlesPerS);
  }

  /** Particles born up to an instant. */
  upTo(timeS: number): Particle[] {
    const born: Particle[] = [];
    while (this.#nextS <= Math.min(timeS, this.#spray.toS)) {
      born.push(this.#make(this.#nextS));
      this.#nextS += this.#random.exponential(1 / this.#spray.particlesPerS);
    }
    return born;
  }

  #make(bornS: number): Particle {
    const { axisRad, halfAngleRad, speedMPerS, speedSpread, diameterM, diameterSpread } = this.#spray;
    const random = this.#random;
    const across = axisRad + halfAngleRad * random.normal();
    const outOfPlane = Math.cos(halfAngleRad * random.normal());
    const speed = speedMPerS * Math.exp(speedSpread * random.normal()) * this.#pxPerM * outOfPlane;
    const diameterMm = 1000 * diameterM * Math.exp(diameterSpread * random.normal());
    return {
      id: this.#id++,
      bornS,
      vxPxPerS: speed * Math.cos(across),
      vyPxPerS: -speed * Math.sin(across),
      light: this.#spray.lightPerSquareMm * diameterMm ** 2,
      originXPx: this.#spray.originXPx,
      originYPx: this.#spray.originYPx,
    };
  }
}
