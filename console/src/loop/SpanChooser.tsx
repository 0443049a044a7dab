import { useConsole, useConsoleState } from "../state/use-console.ts";

const spans: readonly (readonly [number, string])[] = [
  [3600, "1 h"],
  [3 * 3600, "3 h"],
  [12 * 3600, "12 h"],
  [3 * 86_400, "3 d"],
];

/** How much time the strips show up to the instant. */
export function SpanChooser() {
  const console = useConsole();
  const spanS = useConsoleState((state) => (state.window === null ? state.spanS : null));
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Time shown</legend>
      {spans.map(([length, word]) => (
        <button
          key={word}
          type="button"
          aria-pressed={length === spanS}
          onClick={() => console.setSpan(length)}
        >
          {word}
        </button>
      ))}
    </fieldset>
  );
}
