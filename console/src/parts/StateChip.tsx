import type { LoopState } from "../../../src/watch/finding.ts";
import { stateStatus } from "../words/state-words.ts";
import { StatusShape } from "./StatusShape.tsx";

/** A loop's state: shape, word and colour. */
export function StateChip({ state }: { state: LoopState }) {
  const { word, shape, tone } = stateStatus[state];
  return (
    <span className={`chip tone-${tone}`}>
      <StatusShape shape={shape} tone={tone} />
      {word}
    </span>
  );
}

/** Marks numbers that a model made: dashed, as all that is not measured. */
export function SyntheticTag({ note }: { note: string | null }) {
  return (
    <span className="synthetic" title={note ?? "These samples are made by a model."}>
      Synthetic
    </span>
  );
}
