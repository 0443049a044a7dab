/** Colours of the tokens as the canvas needs them, read where the chart stands: theme and greyed state included. */
export interface Palette {
  readonly ink1: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line1: string;
  readonly line2: string;
  readonly surface: string;
  readonly measured: string;
  readonly expected: string;
  readonly band: string;
  readonly residual: string;
  readonly alarm: string;
  readonly caution: string;
  readonly blind: string;
  readonly font: string;
}

function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink1: token("--ink-1"),
    ink2: token("--ink-2"),
    ink3: token("--ink-3"),
    line1: token("--line-1"),
    line2: token("--line-2"),
    surface: token("--surface-1"),
    measured: token("--data-measured"),
    expected: token("--data-expected"),
    band: token("--data-band"),
    residual: token("--data-residual"),
    alarm: token("--alarm"),
    caution: token("--caution"),
    blind: token("--blind"),
    font: token("--font"),
  };
}

/** Reads the palette anew only when the theme or the greyed state has changed: asking for styles in every frame is dear. */
export function keptPalette(): (element: HTMLElement) => Palette {
  let kept: { readonly of: string; readonly palette: Palette } | null = null;
  return (element) => {
    const watch = element.closest<HTMLElement>("[data-watch]")?.dataset.watch;
    const of = `${document.documentElement.dataset.theme} ${watch}`;
    if (kept?.of !== of) kept = { of, palette: readPalette(element) };
    return kept.palette;
  };
}
