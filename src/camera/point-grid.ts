/** Points in square cells, for asking which lie near a place. */
export class PointGrid {
  readonly #points: readonly { readonly xPx: number; readonly yPx: number }[];
  readonly #cells = new Map<number, number[]>();
  readonly #cellPx: number;

  constructor(points: readonly { readonly xPx: number; readonly yPx: number }[], cellPx: number) {
    this.#cellPx = Math.max(1, cellPx);
    this.#points = points;
    points.forEach(({ xPx, yPx }, index) => {
      const key = this.#key(Math.floor(xPx / this.#cellPx), Math.floor(yPx / this.#cellPx));
      const cell = this.#cells.get(key);
      if (cell) cell.push(index);
      else this.#cells.set(key, [index]);
    });
  }

  #key(column: number, row: number): number {
    return (row + 1000) * 100_000 + column + 1000;
  }

  /** Calls `visit` with the index of each point whose cell touches the square of half side `radiusPx` around the place. */
  near(xPx: number, yPx: number, radiusPx: number, visit: (index: number) => void): void {
    const c = this.#cellPx;
    for (let row = Math.floor((yPx - radiusPx) / c); row <= Math.floor((yPx + radiusPx) / c); row++) {
      for (
        let column = Math.floor((xPx - radiusPx) / c);
        column <= Math.floor((xPx + radiusPx) / c);
        column++
      ) {
        const cell = this.#cells.get(this.#key(column, row));
        if (cell) for (const index of cell) visit(index);
      }
    }
  }

  /** Whether a point lies within a distance of the place. */
  anyWithin(xPx: number, yPx: number, radiusPx: number): boolean {
    let any = false;
    this.near(xPx, yPx, radiusPx, (index) => {
      const point = this.#points[index]!;
      any ||= Math.hypot(point.xPx - xPx, point.yPx - yPx) <= radiusPx;
    });
    return any;
  }
}
