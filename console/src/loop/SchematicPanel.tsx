import { type ReactNode, useMemo, useState } from "react";
import type {
  DrawnSchematic,
  LoopStatus,
  LoopSummary,
  NominalAnswer,
  SchematicElement,
  SensorReading,
} from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { askNominal } from "../service/requests.ts";
import { knowable, schematicKey } from "../state/console-state.ts";
import { useAsked } from "../state/use-asked.ts";
import { useConsoleState, useUnits } from "../state/use-console.ts";
import { massReading } from "../words/units.ts";
import { cutOffWords } from "./cut-off-words.ts";
import { nominalFigures } from "./nominal-figures.ts";
import { PanelChooser } from "./PanelChooser.tsx";
import { type NominalFigures, SchematicDrawing } from "./SchematicDrawing.tsx";
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
  const nominal = useNominal(loop, status);
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
          nominal={nominal.figures}
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
          <p className="schematic-moving">{nominal.sentence}</p>
        </SensorTable>
        <section aria-labelledby="schematic-chosen" aria-live="polite">
          <h3 id="schematic-chosen">{node === null ? "Element" : `${node.id}, ${kindWords(node.kind)}`}</h3>
          {node === null ? (
            <p className="dim">Choose an element for its numbers and where they come from.</p>
          ) : (
            <>
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

/** The undisturbed twin's flow and temperatures, while they hold, and a sentence that says what moves on the drawing. */
function useNominal(
  loop: LoopSummary,
  status: LoopStatus,
): { readonly figures: NominalFigures | null; readonly sentence: string } {
  const units = useUnits();
  const run = useConsoleState((state) => state.runId);
  const { value, problem } = useAsked<NominalAnswer>(run === null ? null : `${run} ${loop.id}`, (signal) =>
    askNominal(run!, loop.id, signal),
  );
  const figures = useMemo(() => (value === null ? null : nominalFigures(value, units)), [value, units]);
  const unmeasured = "No sensor of this drawing measures flow element by element.";
  if (figures === null || value?.problem)
    return {
      figures: null,
      sentence: `${unmeasured} ${problem ?? value?.problem ?? "The model of the undisturbed loop is being run."}`,
    };
  if (!nominalHolds(status))
    return {
      figures: null,
      sentence: `${unmeasured} The model's flow and temperatures are those of an undisturbed loop and are not shown now: nothing moves.`,
    };
  return {
    figures,
    sentence: `${unmeasured} Moving dashes and \u2248 are the model's: what this loop comes to when nothing disturbs it.`,
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
