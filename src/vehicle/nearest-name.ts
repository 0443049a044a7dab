/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other, after Damerau (1964). */
export function editDistance(a: string, b: string): number {
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(above[j]! + 1, row[j - 1]! + 1, replace);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, twoAbove[j - 2]! + 1);
      row.push(best);
    }
    twoAbove = above;
    above = row;
  }
  return above[b.length]!;
}

/** The name that somebody most likely meant: within an edit in three letters, else one that begins as written; undefined if none. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  let best: string | undefined;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const edits = editDistance(lower, name.toLowerCase());
    if (edits < bestEdits) [best, bestEdits] = [name, edits];
  }
  if (bestEdits <= Math.max(1, Math.ceil(written.length / 3))) return best;
  return written.length >= 3 ? names.find((name) => name.toLowerCase().startsWith(lower)) : undefined;
}

/** `; did you mean "x"?` or, where nothing is near, `; one of a, b, c`. */
export function suggestion(written: string, names: readonly string[]): string {
  const near = nearestName(written, names);
  if (near !== undefined) return `; did you mean "${near}"?`;
  return names.length > 0 ? `; write one of ${names.join(", ")}` : "";
}
