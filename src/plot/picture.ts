import { element, escapeXml } from "./element.ts";
import { plotStyle, roleStyle } from "./style.ts";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** What it shows, in a sentence: read out where it cannot be seen. */
  readonly title: string;
  readonly parts: readonly string[];
}

/** A plot as it stands inside a page that brings the styles. */
export function inlineSvg({ width, height, title, parts }: Picture): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "plot",
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": title,
    },
    ...parts,
  );
}

/** A plot as a file of its own, with its styles, on its own ground. */
export function standaloneSvg({ width, height, title, parts }: Picture): string {
  const ground = element("rect", { width, height, style: "fill:var(--surface-1)" });
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: "plot",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "font-family": "system-ui, sans-serif",
    },
    `<title>${escapeXml(title)}</title>`,
    `<style>${roleStyle}${plotStyle}.plot{width:auto}</style>`,
    ground,
    ...parts,
  )}\n`;
}
