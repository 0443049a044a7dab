/** A probability in words of a table: whole per cent, and no certainty. */
export function percentText(probability: number): string {
  if (probability < 0.01) return "below 1 %";
  if (probability > 0.99) return "above 99 %";
  return `${Math.round(100 * probability)} %`;
}
