/** Text as it may stand in XML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/**
 * Colours of a picture, by meaning. Each is a custom property with a fallback, so that a page sets its own (the console does) and a file on
 * its own follows the reader's light or dark.
 */
export const PLOT_COLOUR = {
  ink: "var(--plot-ink,#1c2733)",
  quiet: "var(--plot-quiet,#55626f)",
  line: "var(--plot-line,#c6cdd5)",
  ground: "var(--plot-ground,#ffffff)",
  data: "var(--plot-data,#2f6f9f)",
  said: "var(--plot-said,#b35a00)",
} as const;

const DARK =
  "@media (prefers-color-scheme:dark){svg.hf-plot{--plot-ink:#e6ebf0;--plot-quiet:#9aa7b4;--plot-line:#3a4652;--plot-ground:#12181f;--plot-data:#6db3e8;--plot-said:#f0a04b}}";

export interface Picture {
  /** Letters and digits; what the title and the description are found by, so it must be its own on a page with several pictures. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What it is, for who cannot see it. */
  readonly title: string;
  /** What it shows, in a sentence with the numbers. */
  readonly description: string;
  /** Elements, already escaped. */
  readonly body: readonly string[];
}

/** A picture as SVG text: readable on light and dark, with a title and a description, needing nothing else. */
export function svgPicture({ id, width, height, title, description, body }: Picture): string {
  const name = id.replace(/[^A-Za-z0-9_-]/g, "-");
  return `<svg xmlns="http://www.w3.org/2000/svg" class="hf-plot" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${name}-title ${name}-desc" font-family="system-ui, sans-serif" font-size="12" fill="${PLOT_COLOUR.ink}"><style>${DARK}</style><title id="${name}-title">${escaped(title)}</title><desc id="${name}-desc">${escaped(description)}</desc><rect width="${width}" height="${height}" fill="${PLOT_COLOUR.ground}"/>${body.join("")}</svg>
`;
}

/** A number as SVG takes it. */
export function px(value: number): string {
  return Number(value.toFixed(1)).toString();
}

export interface LabelLook {
  readonly anchor?: "start" | "middle" | "end";
  readonly colour?: string;
  readonly bold?: boolean;
  readonly size?: number;
  /** Stands over lines: its edge is drawn in the colour of the ground. */
  readonly over?: boolean;
}

/** A line of text at a point. */
export function label(x: number, y: number, text: string, look: LabelLook = {}): string {
  const { anchor, colour, bold, size, over } = look;
  return `<text x="${px(x)}" y="${px(y)}"${anchor && anchor !== "start" ? ` text-anchor="${anchor}"` : ""}${colour ? ` fill="${colour}"` : ""}${bold ? ' font-weight="600"' : ""}${size ? ` font-size="${size}"` : ""}${over ? ` stroke="${PLOT_COLOUR.ground}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : ""}>${escaped(text)}</text>`;
}

/** As much of a text as a width holds at twelve pixels, with dots for the rest. */
export function fitted(text: string, width: number, size = 12): string {
  const most = Math.floor(width / (0.53 * size));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}
