import type { Theme } from "./console-state.ts";
import { dressPage } from "./theme.ts";

/** Width [CSS px] of A4 across, without its margins. */
const PAPER_PX = 1040;

/** Paper is light, and as wide as it is: what the screen shows is put on it whole. Answers with what ends this. */
export function preparePrinting(theme: () => Theme): () => void {
  const before = (): void => {
    const { style } = document.documentElement;
    style.setProperty("--print-zoom", String(Math.min(1, PAPER_PX / innerWidth)));
    style.setProperty("--print-height", `${document.querySelector("#content")?.clientHeight ?? 640}px`);
    dressPage("light");
  };
  const after = (): void => dressPage(theme());
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
