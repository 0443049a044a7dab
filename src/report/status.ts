import type { Verdict } from "../claims/index.ts";
import type { LoopState } from "../watch/index.ts";
import { type Html, html, trusted } from "./html.ts";

/** A status as a page shows it: a shape and a colour, always beside a word. */
export type Status = "alarm" | "caution" | "ok" | "good" | "blind" | "cross";

const SHAPES: Readonly<Record<Status, string>> = {
  alarm: '<path d="M8 1.5 15 14H1z"/>',
  caution: '<path d="M8 1 15 8 8 15 1 8z"/>',
  ok: '<circle cx="8" cy="8" r="5.5" stroke-width="2"/>',
  good: '<path d="M2 9l4 4 8-10" stroke-width="2.4"/>',
  blind: '<path d="M2 2h12v12H2zM2 9l7-7M4 14 14 4M9 14l5-5" stroke-width="1.4"/>',
  cross: '<path d="M3 3l10 10M13 3 3 13" stroke-width="2.6"/>',
};

export function shape(status: Status): Html {
  return trusted(
    `<svg class="shape ${status}" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[status]}</svg>`,
  );
}

/** Shape and word together; neither stands alone. */
export function worded(status: Status, word: string): Html {
  return html`<span class="word ${status}">${shape(status)}${word}</span>`;
}

export function stateWord(state: LoopState | null): Html {
  switch (state) {
    case "leaking":
      return worded("alarm", "Leak");
    case "suspected":
      return worded("caution", "Suspected");
    case "normal":
      return worded("ok", "Normal");
    case "learning":
      return worded("blind", "Learning, not judged");
    case "blind":
      return worded("blind", "Blind");
    case null:
      return worded("blind", "No data");
  }
}

const VERDICTS: Readonly<Record<Verdict, readonly [Status, string]>> = {
  supported: ["good", "Supported"],
  "in tension": ["caution", "In tension"],
  contradicted: ["cross", "Contradicted"],
  "not decidable": ["blind", "Not decidable"],
};

export function verdictWord(verdict: Verdict): Html {
  const [status, word] = VERDICTS[verdict];
  return worded(status, word);
}
