import { type LoopPanel, loopPanels } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";

const names: Readonly<Record<LoopPanel, string>> = { signals: "Signals", schematic: "Schematic" };

/** Whether the loop is shown by its signals or by its hardware. */
export function PanelChooser() {
  const console = useConsole();
  const shown = useConsoleState((state) => state.loopPanel);
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Panel</legend>
      {loopPanels.map((panel) => (
        <button
          key={panel}
          type="button"
          aria-pressed={panel === shown}
          onClick={() => console.showLoopPanel(panel)}
        >
          {names[panel]}
        </button>
      ))}
    </fieldset>
  );
}
