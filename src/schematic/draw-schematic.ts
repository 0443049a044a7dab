import { arrowPlace } from "./arrow-place.ts";
import type { PlacedLine, PlacedNode, SchematicLayout } from "./schematic-layout.ts";
import { SYMBOL_HEIGHT } from "./schematic-layout.ts";
import { symbolOf } from "./symbols.ts";

/** What is shown on a schematic besides the loop itself. */
export interface SchematicShow {
  /** Lines of figures under an element, such as its temperature. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Flow through an element [kg/s]; a negative one turns the arrows. */
  readonly flows?: Readonly<Record<string, number>>;
  /** Elements to be marked, each with the words that say why. */
  readonly marks?: Readonly<Record<string, string>>;
}

/** A titled loop in a drawing of several. */
export interface SchematicPart {
  readonly title: string;
  readonly subtitle?: string;
  readonly layout: SchematicLayout;
  readonly show?: SchematicShow;
}

const TITLE_HEIGHT = 44;
const GAP = 18;
const NO_FLOW_KG_PER_S = 1e-9;

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
const tidy = (value: number) => String(Math.round(10 * value) / 10);

/**
 * Draws loops as one SVG, one below the other. Colours are custom properties of the page that shows it, with light ones for a file that
 * stands alone; no meaning is in a colour alone.
 */
export function drawSchematic(title: string, parts: readonly SchematicPart[], note?: string): string {
  const width = Math.max(320, ...parts.map(({ layout }) => layout.width));
  let y = 34;
  const groups = parts.map(({ title: head, subtitle, layout, show = {} }) => {
    const group =
      `<g transform="translate(0 ${tidy(y)})"><title>${escaped(head)}</title>` +
      `<text x="16" y="18" class="head">${escaped(head)}</text>` +
      (subtitle === undefined ? "" : `<text x="16" y="34" class="note">${escaped(subtitle)}</text>`) +
      `<g transform="translate(0 ${TITLE_HEIGHT})">${drawLoop(layout, show)}</g></g>`;
    y += TITLE_HEIGHT + layout.height + GAP;
    return group;
  });
  const foot =
    note === undefined ? "" : `<text x="16" y="${tidy(y + 4)}" class="note">${escaped(note)}</text>`;
  const height = y + (note === undefined ? 4 : 20);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${tidy(width)} ${tidy(height)}" width="${tidy(width)}" height="${tidy(height)}" ` +
    `role="img" aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="11">` +
    "<style>.schematic-title{font-size:15px;font-weight:600}.head{font-size:13px;font-weight:600}.name{font-weight:600}" +
    "text{fill:var(--ink-1,#10171f)}.note,.plain{fill:var(--ink-3,#5b6876)}.mark{fill:var(--alarm,#8b110f);font-weight:600}</style>" +
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="var(--surface-1, #fff)"/>` +
    `<text x="16" y="24" class="schematic-title">${escaped(title)}</text>${groups.join("")}${foot}</svg>\n`
  );
}

function drawLoop({ nodes, lines }: SchematicLayout, show: SchematicShow): string {
  return (
    lines.map((line) => drawLine(line, show)).join("") + nodes.map((node) => drawNode(node, show)).join("")
  );
}

function drawLine({ points, flowOf }: PlacedLine, { flows }: SchematicShow): string {
  const d = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${tidy(x)} ${tidy(y)}`).join("");
  const stroke =
    'fill="none" stroke="var(--data-expected, #1f6fb5)" stroke-width="1.6" stroke-linejoin="round"';
  const flow = flowOf === null ? 0 : (flows?.[flowOf] ?? 1);
  const isStill = Math.abs(flow) < NO_FLOW_KG_PER_S;
  const line = `<path d="${d}" ${stroke}${isStill && flowOf !== null ? ' stroke-dasharray="4 3"' : ""}/>`;
  return isStill ? line : line + arrow(points, flow < 0);
}

/** An arrow head in the middle of the longest straight piece. */
function arrow(points: PlacedLine["points"], turned: boolean): string {
  const place = arrowPlace(points);
  if (place === null) return "";
  const { x, y } = place;
  const degrees = place.degrees + (turned ? 180 : 0);
  return `<path d="M-4 -4L5 0L-4 4Z" transform="translate(${tidy(x)} ${tidy(y)}) rotate(${tidy(degrees)})" fill="var(--data-expected, #1f6fb5)"/>`;
}

function drawNode(node: PlacedNode, { values, marks }: SchematicShow): string {
  const { id, kind, x, y, width, height, lines } = node;
  if (kind === "junction")
    return (
      `<circle cx="${tidy(x + width / 2)}" cy="${tidy(y + height / 2)}" r="3.2" fill="var(--data-expected, #1f6fb5)"><title>junction ${escaped(id)}</title></circle>` +
      `<text x="${tidy(x + width / 2)}" y="${tidy(y - 4)}" text-anchor="middle" class="plain">${escaped(id)}</text>`
    );
  const mark = marks?.[id];
  const words = [
    ...lines.map((line, i) => [line, i === 0 ? "name" : "plain"] as const),
    ...(values?.[id] ?? []).map((line) => [line, ""] as const),
    ...(mark === undefined ? [] : [[mark, "mark"] as const]),
  ];
  const text = words
    .map(
      ([line, kind_], i) =>
        `<text x="${tidy(width / 2)}" y="${tidy(SYMBOL_HEIGHT + 14 + 14 * i)}" text-anchor="middle"${kind_ === "" ? "" : ` class="${kind_}"`}>${escaped(line)}</text>`,
    )
    .join("");
  const frame =
    mark === undefined
      ? ""
      : `<rect x="0" y="-3" width="${tidy(width)}" height="${tidy(height + 17)}" rx="4" fill="var(--alarm-wash, #8b110f14)" stroke="var(--alarm, #8b110f)" stroke-width="1.6"/>`;
  return (
    `<g transform="translate(${tidy(x)} ${tidy(y)})" data-element="${escaped(id)}"><title>${escaped(`${kind} ${id}`)}</title>${frame}` +
    `<g transform="translate(${tidy(width / 2)} ${SYMBOL_HEIGHT / 2})">${symbolOf(kind)}</g>${text}</g>`
  );
}
