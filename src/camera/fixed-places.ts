import type { Detection } from "./find-particles.ts";

type Place = { readonly xPx: number; readonly yPx: number };

const CELL_PX = 3;
/** A place that shows a spot in more than this part of the frames is a fault of the camera or an overlay, not a particle. */
const OCCUPIED = 0.5;

/**
 * Places of the picture that keep showing a spot while the scene moves behind them: hot pixels, dust, letters burnt in by the
 * downlink. Where the scene stands still the background learns them, and this is not needed.
 */
export class FixedPlaces {
  readonly #columns: number;
  readonly #occupied: Float32Array;
  readonly #hit: Uint8Array;

  /** `memory`: part of what is known that one frame replaces; the smaller, the longer a spot must stay to be taken for fixed. */
  constructor(
    widthPx: number,
    heightPx: number,
    readonly memory = 0.12,
  ) {
    this.#columns = Math.ceil(widthPx / CELL_PX) + 1;
    const cells = this.#columns * (Math.ceil(heightPx / CELL_PX) + 1);
    this.#occupied = new Float32Array(cells);
    this.#hit = new Uint8Array(cells);
  }

  #cell(d: Place): number {
    return Math.floor(d.yPx / CELL_PX) * this.#columns + Math.floor(d.xPx / CELL_PX);
  }

  /** Learns the spots of one frame in which the scene moved. */
  learn(detections: readonly Detection[]): void {
    const occupied = this.#occupied;
    const hit = this.#hit.fill(0);
    for (const d of detections) hit[this.#cell(d)] = 1;
    for (let i = 0; i < occupied.length; i++) occupied[i]! += this.memory * (hit[i]! - occupied[i]!);
  }

  /**
   * Whether the place of a spot, with the cells that it borders on, is occupied most of the time, and clearly more often than
   * what lies around it: near the origin of a plume every place is.
   */
  holds(d: Place): boolean {
    const here = this.#cell(d);
    const row = this.#columns;
    const across = d.xPx % CELL_PX < CELL_PX / 2 ? -1 : 1;
    const along = d.yPx % CELL_PX < CELL_PX / 2 ? -row : row;
    const at = (i: number) => this.#occupied[i] ?? 0;
    const own = at(here) + at(here + across) + at(here + along);
    if (own < OCCUPIED) return false;
    const beside = at(here - 2) + at(here + 2) + at(here - 3) + at(here + 3);
    const above = at(here - 2 * row) + at(here + 2 * row) + at(here - 3 * row) + at(here + 3 * row);
    return own > OCCUPIED + Math.min(beside, above);
  }
}
