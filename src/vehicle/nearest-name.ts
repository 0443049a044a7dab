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

const MOST_EDITS = 4;

/** The name that somebody most likely meant: within an edit in three letters and four in all, else one that begins as written; undefined if none. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  let best: string | undefined;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const edits = editDistance(lower, name.toLowerCase());
    if (edits < bestEdits) [best, bestEdits] = [name, edits];
  }
  if (bestEdits <= Math.min(MOST_EDITS, Math.max(1, Math.ceil(written.length / 3)))) return best;
  return written.length >= 3 ? names.find((name) => name.toLowerCase().startsWith(lower)) : undefined;
}

const MOST_LISTED = 40;
const FEW_LISTED = 8;

/** `; did you mean "x"?` or, where nothing is near, `; write one of a, b, c`: of many names only some, those with the same last part first. */
export function suggestion(written: string, names: readonly string[]): string {
  const near = nearestName(written, names);
  if (near !== undefined) return `; did you mean "${near}"?`;
  if (names.length === 0) return "";
  if (names.length <= MOST_LISTED) return `; write one of ${names.join(", ")}`;
  const lastPart = (name: string) => name.split(/[./]/).at(-1);
  const alike = names.filter((name) => lastPart(name) === lastPart(written));
  const listed = (alike.length > 0 ? alike : names).slice(0, FEW_LISTED);
  return `; there are ${names.length}, such as ${listed.join(", ")}`;
}
