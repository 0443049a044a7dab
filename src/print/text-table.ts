export interface TableLayout {
  /** Columns set to the left, counted from the first; the others are set to the right. Default 1. */
  readonly left?: number;
  /** What stands before each line. Default two blanks. */
  readonly indent?: string;
}

/** Rows as aligned lines, the first row being the heading with a rule under it. A cell that is missing counts as empty. */
export function textTable(
  rows: readonly (readonly string[])[],
  { left = 1, indent = "  " }: TableLayout = {},
): string[] {
  const [head, ...body] = rows;
  if (head === undefined) return [];
  const widths = head.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `${indent}${widths.map((width, i) => (i < left ? (cells[i] ?? "").padEnd(width) : (cells[i] ?? "").padStart(width))).join("  ")}`.trimEnd();
  return [line(head), `${indent}${widths.map((width) => "-".repeat(width)).join("  ")}`, ...body.map(line)];
}
