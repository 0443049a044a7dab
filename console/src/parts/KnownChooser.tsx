import { useConsole, useConsoleState } from "../state/use-console.ts";

/** What may enter an answer: only what was known at the instant, or all that is on record, which is hindsight. */
export function KnownChooser() {
  const console = useConsole();
  const hindsight = useConsoleState((state) => state.hindsight);
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">What is counted</legend>
      <button type="button" aria-pressed={!hindsight} onClick={() => console.setHindsight(false)}>
        Up to the instant
      </button>
      <button type="button" aria-pressed={hindsight} onClick={() => console.setHindsight(true)}>
        Whole record
      </button>
    </fieldset>
  );
}

/** Marks an answer that knows more than the instant: dashed, as all that is not measured. */
export function Hindsight() {
  const hindsight = useConsoleState((state) => state.hindsight);
  if (!hindsight) return null;
  return <span className="synthetic hindsight">With hindsight</span>;
}
