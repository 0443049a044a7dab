import { Dialog } from "@base-ui/react/dialog";
import { useConsoleState } from "../state/use-console.ts";
import { Sheet } from "./Sheet.tsx";

const keys: readonly (readonly [string, string])[] = [
  ["1", "Station: ships at their ports, people and seats, orbit"],
  ["2", "Loops: all loops of the run, worst first"],
  ["3", "Loop: one loop, its verdict and its signals"],
  ["4", "Cause: odds between named hypotheses"],
  ["5", "Claims: what was said, and what the numbers say"],
  ["6", "Plan: seats over time, ways out, disposal"],
  ["7", "Ledger: failures over time, and whether their rate rises"],
  ["Space", "Play or pause"],
  ["← →", "One sample back or on"],
  ["Shift + ← →", "To the event before or after"],
  ["A", "Acknowledge the most urgent alarm"],
  ["S", "Shelve the most urgent alarm"],
  ["L", "Alarms: standing, shelved, and who did what"],
  ["+ −", "Charts: narrower or wider window"],
  ["[ ]", "Charts: earlier or later"],
  ["Esc", "Charts: follow the instant again"],
  ["?", "This list"],
];

export function HelpDialog() {
  const open = useConsoleState((state) => state.dialog === "help");
  return (
    <Sheet open={open} title="Keys">
      <dl className="key-list">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="sheet-note">
        On a chart: drag to zoom, Shift and drag to pan, wheel to zoom about the pointer, double-click to
        follow again. Hoarfrost is a decision aid; it commands nothing.
      </p>
      <div className="form-actions">
        <Dialog.Close className="button">Close</Dialog.Close>
      </div>
    </Sheet>
  );
}
