import { type ReactNode, useState } from "react";
import type {
  DrawnSchematic,
  LoopModelAnswer,
  LoopStatus,
  LoopSummary,
  SchematicElement,
  SensorReading,
} from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { askLoopModel } from "../service/requests.ts";
import { knowable, schematicKey } from "../state/console-state.ts";
import { useAsked } from "../state/use-asked.ts";
import { useConsoleState, useUnits } from "../state/use-console.ts";
import { useFollowed } from "../state/use-followed.ts";
import { massReading } from "../words/units.ts";
import { leakOf } from "../words/verdict-cells.ts";
import { cutOffWords } from "./cut-off-words.ts";
import {
  largestFlow,
  type ModelFigures,
  modelFigures,
  movingSentence,
  shutSentence,
} from "./model-figures.ts";
import { PanelChooser } from "./PanelChooser.tsx";
import { SchematicDrawing } from "./SchematicDrawing.tsx";
import {
  isolationWords,
  kindWords,
  leakMark,
  levelOf,
  levelSentence,
  nominalHolds,
  readingOf,
  roleWords,
  type ShownReading,
  sourceWords,
} from "./schematic-words.ts";
import "./schematic.css";

interface PanelProps {
  readonly loop: LoopSummary;
  readonly status: LoopStatus;
}

/** The loop's hardware from its vehicle file, with what the telemetry had shown of it by the instant. */
export function SchematicPanel({ loop, status }: PanelProps) {
  const asked = useConsoleState((state) => knowable(state.schematic, schematicKey(state), state.instantS));
  const answer = asked?.value ?? null;
  return (
    <section className="panel signals schematic" aria-labelledby="schematic-title" aria-busy={asked === null}>
      <div className="panel-head">
        <h2 id="schematic-title">Schematic</h2>
        <PanelChooser />
        <span className="caption">
          {answer?.described ? `${answer.vehicle}, ${answer.coolant}: drawn from its vehicle file` : ""}
        </span>
      </div>
      {asked === null && <p className="schematic-note">Asking for the drawing.</p>}
      {asked?.problem && <p className="schematic-note">There is no drawing: {asked.problem}</p>}
      {answer?.described === false && <NotDescribed reason={answer.reason} />}
      {answer?.described === true && <Drawn drawn={answer} loop={loop} status={status} />}
    </section>
  );
}

function NotDescribed({ reason }: { reason: string }) {
  const readings = useReadings();
  return (
    <div className="schematic-body">
      <div className="schematic-note schematic-empty">
        <h3>The hardware of this loop is not described</h3>
        <p>{reason} A twin file of the vehicle brings a drawing.</p>
      </div>
      <div className="schematic-details">
        <SensorTable title="Channels that the watch reads" readings={readings} />
      </div>
    </div>
  );
}

function Drawn({ drawn, loop, status }: PanelProps & { drawn: DrawnSchematic }) {
  const units = useUnits();
  const readings = useReadings();
  const [shut, setShut] = useState<readonly string[]>([]);
  const model = useModel(loop, status, shut);
  const [chosen, setChosen] = useState<string | null>(null);
  const mark = leakMark(status);
  const node = drawn.nodes.find(({ id }) => id === chosen) ?? null;
  const sentence = levelSentence(drawn, loop, status, units);
  return (
    <div className="schematic-body">
      {mark !== null && (
        <p className={`schematic-mark tone-${mark.phase === "confirmed" ? "alarm" : "caution"}`}>
          <StatusShape
            shape={mark.phase === "confirmed" ? "triangle" : "diamond"}
            tone={mark.phase === "confirmed" ? "alarm" : "caution"}
          />
          <span>{mark.words}</span>
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing wider than its place scrolls, so it must be reachable by keyboard */}
      <section className="schematic-scroll" aria-label="Drawing" tabIndex={0}>
        <SchematicDrawing
          drawn={drawn}
          tags={(readings ?? []).map(({ sensor: { id }, shown }) => ({
            id,
            node: drawn.sensors.find((each) => each.id === id)?.node ?? null,
            shown,
          }))}
          model={model.figures}
          level={levelOf(drawn, loop, status, units)}
          levelSentence={sentence}
          mark={mark}
          chosen={chosen}
          onChoose={setChosen}
        />
      </section>
      <div className="schematic-details">
        <SensorTable title="Sensors" readings={readings}>
          <p className="schematic-level">{sentence}</p>
          <p className="schematic-moving">{model.sentence}</p>
        </SensorTable>
        <section aria-labelledby="schematic-chosen" aria-live="polite">
          {shut.length > 0 && (
            <p className="schematic-what-if">
              {model.whatIf ?? `Running the model with ${shut.join(" and ")} shut.`}{" "}
              <button type="button" className="link" onClick={() => setShut([])}>
                {shut.length > 1 ? "Open them again" : "Open it again"}
              </button>
            </p>
          )}
          <h3 id="schematic-chosen">{node === null ? "Element" : `${node.id}, ${kindWords(node.kind)}`}</h3>
          {node === null ? (
            <p className="dim">
              Choose an element for its numbers and where they come from, a valve to see what shutting it
              would do.
            </p>
          ) : (
            <>
              {canBeShut(node.kind) && (
                <ValveSwitch
                  shut={shut.includes(node.id)}
                  onTurn={(turned) =>
                    setShut(turned ? [...shut, node.id] : shut.filter((id) => id !== node.id))
                  }
                />
              )}
              {cutOffWords(node, drawn, status, massReading(units.pressureUnit)).map((words) => (
                <p key={words} className="schematic-cut">
                  {words}
                </p>
              ))}
              <Numbers node={node} />
            </>
          )}
        </section>
      </div>
    </div>
  );
}

const canBeShut = (kind: string): boolean => kind === "valve" || kind === "control-valve";

/** Shuts a valve in the model, and only there. */
function ValveSwitch({ shut, onTurn }: { shut: boolean; onTurn: (shut: boolean) => void }) {
  return (
    <p>
      <button type="button" className="button" aria-pressed={shut} onClick={() => onTurn(!shut)}>
        {shut ? "Shut, what if: open it again" : "What if it is shut"}
      </button>{" "}
      <span className="dim">In the model only: nothing is commanded.</span>
    </p>
  );
}

interface SensorRow {
  readonly sensor: SensorReading;
  readonly shown: ShownReading;
}

/** Every declared sensor with what it showed by the instant; null until the first answer. */
function useReadings(): readonly SensorRow[] | null {
  const units = useUnits();
  const instantS = useConsoleState((state) => state.instantS ?? 0);
  const asked = useConsoleState((state) => knowable(state.sensors, schematicKey(state), state.instantS));
  const answer = asked?.value ?? null;
  if (answer === null) return null;
  return answer.sensors.map((sensor) => ({
    sensor,
    shown: readingOf(sensor, answer.kept, units, instantS),
  }));
}

interface ModelShown {
  readonly figures: ModelFigures | null;
  readonly sentence: string;
  /** What shut valves do; null where none is shut or the answer is awaited. */
  readonly whatIf: string | null;
}

const MINUTE_S = 60;

/** The twin of the loop: undisturbed while the watch sees nothing, with the leak as the watch knows it from then on; and with valves shut. */
function useModel(loop: LoopSummary, status: LoopStatus, shut: readonly string[]): ModelShown {
  const units = useUnits();
  const run = useConsoleState((state) => state.runId);
  const minuteS = useConsoleState((state) => Math.floor((state.instantS ?? 0) / MINUTE_S) * MINUTE_S);
  const subject = `${run} ${loop.id}`;
  const quiet = nominalHolds(status);
  const leak = leakOf(status);
  const sized = leak?.phase === "confirmed" && leak.holeDiameterM !== null;
  const base = useAsked<LoopModelAnswer>(run === null ? null : subject, (signal) =>
    askLoopModel(run!, loop.id, null, [], signal),
  );
  const follows = run !== null && (sized || shut.length > 0) && (quiet || sized);
  const timeS = sized ? Math.max(minuteS, Math.ceil(leak.timeS)) : null;
  const live = useFollowed<LoopModelAnswer>(
    `${subject} ${sized}`,
    follows ? `${timeS} ${shut.join(",")}` : null,
    (signal) => askLoopModel(run!, loop.id, timeS, shut, signal),
  );
  const problem = live.problem ?? live.value?.problem ?? base.problem ?? base.value?.problem ?? null;
  if (problem !== null) return { figures: null, sentence: problem, whatIf: null };
  if (base.value === null)
    return { figures: null, sentence: "The model of the undisturbed loop is being run.", whatIf: null };
  if (!quiet && !sized)
    return {
      figures: null,
      sentence:
        "The model's flow and temperatures are those of an undisturbed loop and are not shown now: nothing moves until the watch can size the leak.",
      whatIf: null,
    };
  const shown = follows ? live.value : base.value;
  if (shown === null)
    return { figures: null, sentence: "The model of the leaking loop is being run.", whatIf: null };
  const full = largestFlow(base.value);
  return {
    figures: modelFigures(shown, full, units),
    sentence: movingSentence(shown, full, units),
    whatIf: shutSentence(shown, units),
  };
}

function SensorTable({
  title,
  readings,
  children,
}: {
  title: string;
  readings: readonly SensorRow[] | null;
  children?: ReactNode;
}) {
  return (
    <section aria-labelledby="schematic-sensors">
      <h3 id="schematic-sensors">{title}</h3>
      <table className="schematic-table schematic-sensors stacks">
        <thead>
          <tr>
            <th scope="col">sensor</th>
            <th scope="col">measures</th>
            <th scope="col">shows</th>
            <th scope="col">heard</th>
            <th scope="col">the watch takes it as</th>
          </tr>
        </thead>
        <tbody>
          {(readings ?? []).map(({ sensor, shown }) => (
            <tr key={sensor.id} className={`schematic-row-${shown.state}`}>
              <th scope="row">{sensor.id}</th>
              <td data-name="measures">
                {sensor.measures === null ? (
                  "not said"
                ) : (
                  <>
                    {kindWords(sensor.measures)} <span className="dim">at {sensor.at}</span>
                  </>
                )}
              </td>
              <td className="value" data-name="shows">
                {shown.value ?? "no data"}
              </td>
              <td className="dim" data-name="heard">
                {shown.detail}
              </td>
              <td className="dim" data-name="the watch takes it as">
                {roleWords(sensor.role)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {readings === null && <p className="dim">Asking for the readings.</p>}
      {children}
    </section>
  );
}

function Numbers({ node }: { node: SchematicElement }) {
  const isolation = isolationWords(node);
  return (
    <>
      <p className="dim">{[isolation, ...node.lines.slice(1)].filter(Boolean).join("; ")}</p>
      {node.parameters.length === 0 ? (
        <p className="dim">The file gives no number of it.</p>
      ) : (
        <table className="schematic-table">
          <thead>
            <tr>
              <th scope="col">number</th>
              <th scope="col">value (range)</th>
              <th scope="col">source</th>
            </tr>
          </thead>
          <tbody>
            {node.parameters.map((each, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two numbers of an element may share their place in the file
              <tr key={`${each.path} ${at}`}>
                <th scope="row">{each.name.replaceAll("-", " ")}</th>
                <td className="value">{each.words}</td>
                <td className="dim">{sourceWords(each)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
