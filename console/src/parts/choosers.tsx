import type { Run } from "../../../src/service/contract.ts";
import { type Beside, besides, type Density, densities, type Theme, themes } from "../state/console-state.ts";
import { useConsole, useConsoleState } from "../state/use-console.ts";
import {
  type PressureUnit,
  pressureUnits,
  type RateUnit,
  rateUnits,
  systemOf,
  type UnitSystem,
  unitSystems,
  unitWord,
} from "../words/units.ts";

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

/** The reader's units: a system at once, or pressures and leak rates apart. Pounds go with psi, kilograms with all else. */
export function UnitsChooser() {
  const console = useConsole();
  const pressureUnit = useConsoleState((state) => state.pressureUnit);
  const rateUnit = useConsoleState((state) => state.rateUnit);
  const system = systemOf(pressureUnit, rateUnit);
  return (
    <>
      <label className="choice">
        <span className="choice-name">Units</span>
        <select
          value={system ?? ""}
          onChange={(event) => console.setUnits(unitSystems[event.target.value as UnitSystem])}
        >
          {system === null && <option value="">each by itself, below</option>}
          {Object.entries(unitSystems).map(([name, { name: words }]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
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

const besideNames: Readonly<Record<Beside, string>> = {
  nothing: "Nothing",
  mission: "Mission time",
  leak: "Time since the first leak known by then",
};

/** What the time bar shows beside UTC, and where the mission's clock begins. */
export function BesideChooser() {
  const console = useConsole();
  const beside = useConsoleState((state) => state.beside);
  const zeroS = useConsoleState((state) => state.missionZeroS);
  const startS = useConsoleState(
    (state) => state.runs?.find((run) => run.id === state.runId)?.startS ?? null,
  );
  const shownS = zeroS ?? startS;
  return (
    <>
      <label className="choice">
        <span className="choice-name">Beside UTC</span>
        <select
          value={beside}
          onChange={(event) => console.setBeside({ beside: event.target.value as Beside })}
        >
          {besides.map((name) => (
            <option key={name} value={name}>
              {besideNames[name]}
            </option>
          ))}
        </select>
      </label>
      {beside === "mission" && shownS !== null && (
        <label className="choice">
          <span className="choice-name">Its zero, UTC</span>
          <input
            type="datetime-local"
            step={1}
            value={new Date(Math.floor(shownS) * 1000).toISOString().slice(0, 19)}
            onChange={(event) => {
              const zeroMs = Date.parse(`${event.target.value}Z`);
              if (Number.isFinite(zeroMs)) console.setBeside({ missionZeroS: zeroMs / 1000 });
            }}
          />
        </label>
      )}
    </>
  );
}
