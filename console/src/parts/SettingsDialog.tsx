import { Dialog } from "@base-ui/react/dialog";
import { runOf } from "../state/console-state.ts";
import { useConsoleState } from "../state/use-console.ts";
import {
  BesideChooser,
  DensityChooser,
  RunChooser,
  SoundChooser,
  ThemeChooser,
  UnitsChooser,
} from "./choosers.tsx";
import { Sheet } from "./Sheet.tsx";
import { SyntheticTag } from "./StateChip.tsx";

/** Run, units, clocks, theme, density and sound. */
export function SettingsDialog() {
  const open = useConsoleState((state) => state.dialog === "settings");
  const run = useConsoleState(runOf);
  return (
    <Sheet open={open} title="Settings">
      <div className="form">
        <RunChooser />
        {run?.synthetic && (
          <p className="sheet-note">
            <SyntheticTag note={run.syntheticNote} /> {run.syntheticNote}
          </p>
        )}
        <UnitsChooser />
        <BesideChooser />
        <ThemeChooser />
        <DensityChooser />
        <SoundChooser />
      </div>
      <div className="form-actions">
        <Dialog.Close className="button button-primary">Done</Dialog.Close>
      </div>
    </Sheet>
  );
}
