import { Dialog } from "@base-ui/react/dialog";
import { keyOfView, type View, views } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { Sheet } from "./Sheet.tsx";
import type { ViewNames } from "./ViewNav.tsx";

/** What a view is for, beside its name. */
const leads: Readonly<Partial<Record<View, string>>> & Readonly<Record<string, string>> = {
  station: "ships at their ports, people and seats, orbit",
  loops: "all loops of the run, worst first",
  loop: "one loop, its verdict and its signals",
  cause: "odds between named hypotheses",
  claims: "what was said, and what the numbers say",
  plan: "seats over time, ways out, disposal",
  ledger: "failures over time, and whether their rate rises",
  camera: "particles leaving the ship, as counted in its pictures",
  forecast: "compartments and crew against their limits",
  library: "past incidents, two of them side by side",
};

const keys: readonly (readonly [string, string])[] = [
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

function Key({ name, meaning }: { name: string; meaning: string }) {
  return (
    <div>
      <dt>
        <kbd>{name}</kbd>
      </dt>
      <dd>{meaning}</dd>
    </div>
  );
}

/** The tour again, and every key. */
export function HelpDialog({ names }: { names: ViewNames }) {
  const console = useConsole();
  const open = useConsoleState((state) => state.dialog === "help");
  return (
    <Sheet open={open} title="Help">
      <p>
        <button type="button" className="button" onClick={() => console.showTour(0)}>
          Take the tour, two minutes
        </button>
      </p>
      <h3 className="sheet-sub">Keys</h3>
      <dl className="key-list">
        {views.map((view) => {
          const key = keyOfView(view);
          if (key === undefined) return null;
          const lead = leads[view];
          return <Key key={view} name={key} meaning={lead ? `${names[view]}: ${lead}` : names[view]} />;
        })}
        {keys.map(([key, meaning]) => (
          <Key key={key} name={key} meaning={meaning} />
        ))}
      </dl>
      <p className="sheet-note">
        On a chart: drag to zoom, Shift and drag to pan, wheel to zoom about the pointer, double-click to
        follow again. Printing prints the view that is open, in light colours. Hoarfrost is a decision aid; it
        commands nothing.
      </p>
      <div className="form-actions">
        <Dialog.Close className="button">Close</Dialog.Close>
      </div>
    </Sheet>
  );
}
