import { escapeXml } from "../plot/index.ts";

/** Markup that is ready to stand in a page; made by the functions of this file only, so that nothing goes in unescaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | readonly (Html | string)[] | null;

/** A template whose values are escaped unless they are markup already; null leaves nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  let markup = strings[0]!;
  values.forEach((value, i) => {
    markup += written(value) + strings[i + 1]!;
  });
  return { markup };
}

/** Markup from elsewhere, such as a plot: the caller answers for it. */
export function trusted(markup: string): Html {
  return { markup };
}

function written(part: Part): string {
  if (part === null) return "";
  if (typeof part === "string") return escapeXml(part);
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map((each) => written(each)).join("");
}

export interface Column {
  readonly head: string;
  /** Numbers stand to the right. */
  readonly number?: boolean;
  readonly className?: string;
}

/** Tables of so many rows stay on one sheet. */
const SHORT_ROWS = 12;

/** A table with a caption and heads, one cell a column. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  const classOf = ({ number, className }: Column) =>
    [number ? "number" : "", className ?? ""].join(" ").trim();
  return html`<table class="${rows.length <= SHORT_ROWS ? "short" : "long"}"><caption>${caption}</caption><thead><tr>${columns.map(
    (column) => html`<th scope="col" class="${classOf(column)}">${column.head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell, i) => html`<td class="${classOf(columns[i]!)}">${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
}

/** A figure: a plot and what it shows. */
export function figure(svg: string, caption: Html | string): Html {
  return html`<figure>${trusted(svg)}<figcaption>${caption}</figcaption></figure>`;
}
