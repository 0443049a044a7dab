/** Three by five letters, enough for the one word that every rendered frame carries. */
const LETTERS: Record<string, readonly string[]> = {
  S: ["###", "#..", "###", "..#", "###"],
  Y: ["#.#", "#.#", ".#.", ".#.", ".#."],
  N: ["##.", "#.#", "#.#", "#.#", "#.#"],
  T: ["###", ".#.", ".#.", ".#.", ".#."],
  H: ["#.#", "#.#", "###", "#.#", "#.#"],
  E: ["###", "#..", "##.", "#..", "###"],
  I: ["#", "#", "#", "#", "#"],
  C: ["###", "#..", "#..", "#..", "###"],
};

/** Writes SYNTHETIC into the lower left corner, white on black, two pixels a dot: readable after any compression. */
export function burnLabel(pixels: Uint8Array, widthPx: number, heightPx: number): void {
  const dot = Math.max(1, Math.round(widthPx / 320)) * 1;
  const top = heightPx - 8 * dot;
  let x = 3 * dot;
  const width = [..."SYNTHETIC"].reduce((sum, letter) => sum + LETTERS[letter]![0]!.length + 1, 0);
  for (let yy = top - dot; yy < top + 6 * dot; yy++)
    for (let xx = x - dot; xx < x + width * dot; xx++) pixels[yy * widthPx + xx] = 0;
  for (const letter of "SYNTHETIC") {
    const rows = LETTERS[letter]!;
    rows.forEach((row, j) => {
      [...row].forEach((mark, i) => {
        if (mark !== "#") return;
        for (let a = 0; a < dot; a++)
          for (let b = 0; b < dot; b++) pixels[(top + j * dot + a) * widthPx + x + i * dot + b] = 235;
      });
    });
    x += (rows[0]!.length + 1) * dot;
  }
}
