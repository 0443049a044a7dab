/** Characters that a line of printed answers has. */
export const LINE_WIDTH = 110;

export interface Wrapping {
  /** What stands before the first line. Default nothing. */
  readonly first?: string;
  /** What stands before the others. Default the same as before the first. */
  readonly rest?: string;
  readonly width?: number;
}

/** Words of a text in lines that a terminal holds. A word longer than a line keeps a line to itself. */
export function wrapped(
  text: string,
  { first = "", rest = first, width = LINE_WIDTH }: Wrapping = {},
): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
