/** Rows as aligned columns, the first to the left and the others to the right, or each as said; widths count what is seen. */
export function textTable(
  rows: readonly (readonly string[])[],
  align: (column: number) => "left" | "right" = (column) => (column === 0 ? "left" : "right"),
): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  return rows.map((row) =>
    row
      .map((cell, column) =>
        align(column) === "left" ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
}
