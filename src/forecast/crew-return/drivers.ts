/** What an outcome depends on, strongest first. */
export interface Driver {
  readonly name: string;
  /** Share of the outcome's variance, in ranks: the squared rank correlation of the number drawn and the outcome. */
  readonly share: number;
  /** Whether more of it makes the outcome larger. */
  readonly raises: boolean;
}

/**
 * Variance-based sensitivity from the ensemble itself, at no further runs: for numbers drawn independently of one another and an
 * outcome that rises or falls steadily with each, the squared rank correlation is the first-order share of the variance of
 * ranks. Its sampling error is about 1 / sqrt(members); what joins several numbers is left over, so shares add to less than 1.
 */
export function driversOf(
  outcomes: readonly number[],
  chosen: readonly ReadonlyMap<string, number>[],
  { least = 0.04, most = 5 }: { readonly least?: number; readonly most?: number } = {},
): Driver[] {
  const known = outcomes.flatMap((value, i) => (Number.isNaN(value) ? [] : [i]));
  const outcomeRanks = ranks(known.map((i) => outcomes[i]!));
  const names = new Set(known.flatMap((i) => [...chosen[i]!.keys()]));
  return [...names]
    .map((name): Driver => {
      const inputs = known.map((i) => chosen[i]!.get(name) ?? 0.5);
      const correlation = correlationOf(ranks(inputs), outcomeRanks);
      return { name, share: correlation ** 2, raises: correlation > 0 };
    })
    .filter(({ share }) => share >= least)
    .sort((a, b) => b.share - a.share)
    .slice(0, most);
}

/** Ranks with ties at their mean. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const found = new Array<number>(values.length);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[i]!]) end++;
    for (let k = i; k <= end; k++) found[order[k]!] = (i + end) / 2;
    i = end + 1;
  }
  return found;
}

function correlationOf(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [da, db] = [value - meanA, b[i]! - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
