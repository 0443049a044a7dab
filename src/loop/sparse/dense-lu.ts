/** Dense LU with row exchange: the safety net of the sparse one, and its oracle in tests. Row-major, size squared. */
export class DenseLu {
  readonly size: number;
  readonly values: Float64Array;
  readonly #row: Int32Array;
  readonly #work: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.values = new Float64Array(size * size);
    this.#row = new Int32Array(size);
    this.#work = new Float64Array(size);
  }

  /** Factorises `values` in place; the column without a usable pivot, or -1 when all have one. */
  factorise(): number {
    const n = this.size;
    const a = this.values;
    const row = this.#row;
    let scale = 0;
    for (let e = 0; e < a.length; e++) scale = Math.max(scale, Math.abs(a[e]!));
    for (let i = 0; i < n; i++) row[i] = i;
    for (let k = 0; k < n; k++) {
      let best = k;
      for (let i = k + 1; i < n; i++)
        if (Math.abs(a[row[i]! * n + k]!) > Math.abs(a[row[best]! * n + k]!)) best = i;
      const chosen = row[best]!;
      row[best] = row[k]!;
      row[k] = chosen;
      const pivot = a[chosen * n + k]!;
      if (!(Math.abs(pivot) > 1e-15 * scale)) return k;
      for (let i = k + 1; i < n; i++) {
        const at = row[i]! * n;
        const multiplier = a[at + k]! / pivot;
        a[at + k] = multiplier;
        if (multiplier !== 0)
          for (let j = k + 1; j < n; j++) a[at + j] = a[at + j]! - multiplier * a[chosen * n + j]!;
      }
    }
    return -1;
  }

  /** Replaces the right side by the solution. */
  solve(x: Float64Array): void {
    const n = this.size;
    const a = this.values;
    const y = this.#work;
    for (let i = 0; i < n; i++) {
      let sum = x[this.#row[i]!]!;
      const at = this.#row[i]! * n;
      for (let j = 0; j < i; j++) sum -= a[at + j]! * y[j]!;
      y[i] = sum;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = y[i]!;
      const at = this.#row[i]! * n;
      for (let j = i + 1; j < n; j++) sum -= a[at + j]! * x[j]!;
      x[i] = sum / a[at + i]!;
    }
  }
}
