import type { Run } from "../../../src/service/contract.ts";
import { type Density, densities, type Theme, themes } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import { type PressureUnit, pressureUnits, type RateUnit, rateUnits, unitWord } from "../words/units.ts";

const groups: readonly { kind: Run["kind"]; title: string }[] = [
  { kind: "case", title: "Cases" },
  { kind: "recording", title: "Recordings" },
  { kind: "live", title: "Live" },
];

function runWords(run: Run): string {
  if (run.problem !== null) return `${run.title}: problem`;
  if (run.progress !== null && run.progress < 1)
    return `${run.title}: ${Math.floor(run.progress * 100)} % watched`;
  return run.title;
}

/** Which case, recording or live feed is on the screen. */
export function RunChooser() {
  const console = useConsole();
  const runs = useConsoleState((state) => state.runs) ?? [];
  const runId = useConsoleState((state) => state.runId);
  return (
    <label className="choice">
      <span className="choice-name">Run</span>
      <select
        className="choice-run"
        value={runId ?? ""}
        disabled={runs.length === 0}
        onChange={(event) => console.openRun(event.target.value)}
      >
        {runId === null && <option value="">no run</option>}
        {groups.map(({ kind, title }) => {
          const members = runs.filter((run) => run.kind === kind);
          return members.length === 0 ? null : (
            <optgroup key={kind} label={title}>
              {members.map((run) => (
                <option key={run.id} value={run.id}>
                  {runWords(run)}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
    </label>
  );
}

/** The reader's units for pressures and for leak rates. */
export function UnitsChooser() {
  const console = useConsole();
  const pressureUnit = useConsoleState((state) => state.pressureUnit);
  const rateUnit = useConsoleState((state) => state.rateUnit);
  return (
    <>
      <label className="choice">
        <span className="choice-name">Pressure</span>
        <select
          value={pressureUnit}
          onChange={(event) => console.setUnits({ pressureUnit: event.target.value as PressureUnit })}
        >
          {pressureUnits.map((unit) => (
            <option key={unit} value={unit}>
              {unit === "kPa" ? "SI, kPa" : unitWord(unit)}
            </option>
          ))}
        </select>
      </label>
      <label className="choice">
        <span className="choice-name">Rate</span>
        <select
          value={rateUnit}
          onChange={(event) => console.setUnits({ rateUnit: event.target.value as RateUnit })}
        >
          {rateUnits.map((unit) => (
            <option key={unit}>{unit}</option>
          ))}
        </select>
      </label>
    </>
  );
}

const themeNames: Readonly<Record<Theme, string>> = { dark: "Dark", light: "Light", system: "System" };

export function ThemeChooser() {
  const console = useConsole();
  const theme = useConsoleState((state) => state.theme);
  return (
    <label className="choice">
      <span className="choice-name">Theme</span>
      <select value={theme} onChange={(event) => console.setTheme(event.target.value as Theme)}>
        {themes.map((name) => (
          <option key={name} value={name}>
            {themeNames[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

const densityNames: Readonly<Record<Density, string>> = {
  dense: "Dense, for a control room",
  comfortable: "Comfortable",
};

/** How much air the rows of tables and lists have; the type stays the same. */
export function DensityChooser() {
  const console = useConsole();
  const density = useConsoleState((state) => state.density);
  return (
    <label className="choice">
      <span className="choice-name">Density</span>
      <select value={density} onChange={(event) => console.setDensity(event.target.value as Density)}>
        {densities.map((name) => (
          <option key={name} value={name}>
            {densityNames[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether new alarms sound: off until somebody asks for it. */
export function SoundChooser() {
  const console = useConsole();
  const sound = useConsoleState((state) => state.sound);
  return (
    <label className="choice">
      <span className="choice-name">Sound</span>
      <select
        value={sound ? "on" : "off"}
        onChange={(event) => console.setSound(event.target.value === "on")}
      >
        <option value="off">Off</option>
        <option value="on">On: one tone for a caution, three for a warning</option>
      </select>
    </label>
  );
}
