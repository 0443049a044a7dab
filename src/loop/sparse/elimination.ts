/** Fill is counted up to so many neighbours, and estimated beyond. */
const MOST_COUNTED = 40;

/**
 * Order and fill of a sparse elimination, found once per topology.
 * `order[k]` is the unknown eliminated k-th; `later[k]` lists, ascending and in elimination order, the positions
 * that the k-th pivot row still couples to (the pattern of row k of U, and of column k of L: the pattern is kept symmetric).
 */
export interface Elimination {
  readonly order: Int32Array;
  readonly later: readonly Int32Array[];
}

/**
 * Symbolic elimination of a matrix with `size` unknowns and entries at (rows[e], columns[e]).
 * Without `order` the unknown that adds the fewest entries goes next (minimum fill; ties to the one that has waited
 * longest, so the result is the same in every run). A cooling loop is nearly a chain, and keeps about two entries a row this way.
 */
export function planElimination(
  size: number,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
  order?: ArrayLike<number>,
): Elimination {
  const neighbours: Set<number>[] = Array.from({ length: size }, () => new Set());
  for (let e = 0; e < rows.length; e++) {
    const i = rows[e]!;
    const j = columns[e]!;
    if (i < 0 || j < 0 || i >= size || j >= size)
      throw new RangeError(`matrix entry (${i}, ${j}) lies outside ${size} unknowns`);
    if (i === j) continue;
    neighbours[i]!.add(j);
    neighbours[j]!.add(i);
  }
  const chosen = new Int32Array(size);
  const position = new Int32Array(size).fill(-1);
  const reached: number[][] = [];
  const queue = order === undefined ? new FillQueue(neighbours) : undefined;
  for (let k = 0; k < size; k++) {
    const pivot = queue === undefined ? order![k]! : queue.takeSmallest();
    if (position[pivot] !== -1) throw new RangeError(`unknown ${pivot} appears twice in the given order`);
    chosen[k] = pivot;
    position[pivot] = k;
    const left = [...neighbours[pivot]!];
    reached.push(left);
    for (const i of left) {
      const mine = neighbours[i]!;
      mine.delete(pivot);
      for (const j of left) if (j !== i) mine.add(j);
    }
    neighbours[pivot]!.clear();
    if (queue === undefined) continue;
    const touched = new Set(left);
    for (const i of left) for (const j of neighbours[i]!) touched.add(j);
    for (const i of touched) queue.queue(i);
  }
  const elimination = {
    order: chosen,
    later: reached.map((set) => Int32Array.from(set, (i) => position[i]!).sort()),
  };
  return order === undefined ? alike(elimination) : elimination;
}

/**
 * The same elimination with unknowns of the same height in the elimination tree together, and among them those with as
 * many later entries: none waits for its neighbour, and loops over their entries run equally long.
 */
function alike({ order, later }: Elimination): Elimination {
  const height = new Int32Array(order.length);
  later.forEach((positions, k) => {
    const parent = positions[0];
    if (parent !== undefined) height[parent] = Math.max(height[parent]!, height[k]! + 1);
  });
  const moved = [...order.keys()].sort(
    (a, b) => height[a]! - height[b]! || later[a]!.length - later[b]!.length || a - b,
  );
  const place = new Int32Array(order.length);
  moved.forEach((old, k) => {
    place[old] = k;
  });
  return {
    order: Int32Array.from(moved, (old) => order[old]!),
    later: moved.map((old) => later[old]!.map((position) => place[position]!).sort()),
  };
}

/**
 * Unknowns in buckets by how many entries eliminating them would add, first come first served; an unknown whose
 * surroundings changed queues again at the end. So unknowns that follow each other in the order are mostly no neighbours,
 * and a processor can work on several pivots at once instead of waiting for each.
 */
class FillQueue {
  readonly #neighbours: readonly Set<number>[];
  readonly #buckets: { unknowns: number[]; turns: number[]; next: number }[] = [];
  /** How often each unknown has queued; an entry of an earlier turn, or of one taken, is stale. */
  readonly #turn: Int32Array;
  #lowest = 0;

  constructor(neighbours: readonly Set<number>[]) {
    this.#neighbours = neighbours;
    this.#turn = new Int32Array(neighbours.length);
    for (let i = 0; i < neighbours.length; i++) this.queue(i);
  }

  queue(i: number): void {
    if (this.#turn[i]! < 0) return;
    const degree = this.#neighbours[i]!.size;
    const cost = degree > MOST_COUNTED ? degree * degree : this.#fill(i);
    this.#buckets[cost] ??= { unknowns: [], turns: [], next: 0 };
    const bucket = this.#buckets[cost]!;
    bucket.unknowns.push(i);
    bucket.turns.push(++this.#turn[i]!);
    if (cost < this.#lowest) this.#lowest = cost;
  }

  takeSmallest(): number {
    for (;;) {
      const bucket = this.#buckets[this.#lowest];
      if (bucket === undefined || bucket.next === bucket.unknowns.length) {
        this.#lowest++;
        continue;
      }
      const at = bucket.next++;
      const i = bucket.unknowns[at]!;
      if (bucket.turns[at] !== this.#turn[i]) continue;
      this.#turn[i] = -1;
      return i;
    }
  }

  /** Pairs of neighbours that are not neighbours of each other. */
  #fill(i: number): number {
    const around = [...this.#neighbours[i]!];
    let missing = 0;
    around.forEach((a, n) => {
      const known = this.#neighbours[a]!;
      for (let m = n + 1; m < around.length; m++) if (!known.has(around[m]!)) missing++;
    });
    return missing;
  }
}
