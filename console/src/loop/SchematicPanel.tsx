import { useState } from "react";
import type {
  DrawnSchematic,
  LoopStatus,
  LoopSummary,
  SchematicElement,
} from "../../../src/service/contract.ts";
import { StatusShape } from "../parts/StatusShape.tsx";
import { knowable, schematicKey } from "../state/console-state.ts";
import { useConsoleState } from "../state/use-console.ts";
import { massReading } from "../words/units.ts";
import { cutOffWords } from "./cut-off-words.ts";
import { PanelChooser } from "./PanelChooser.tsx";
import { SchematicDrawing } from "./SchematicDrawing.tsx";
import {
  isolationWords,
  kindWords,
  leakMark,
  levelOf,
  levelSentence,
  readingOf,
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
          {answer?.described
            ? `${answer.vehicle}, ${answer.coolant}: from the vehicle file; arrows as its paths run, no flow is measured`
            : ""}
        </span>
      </div>
      {asked === null && <p className="schematic-note">Asking for the drawing.</p>}
      {asked?.problem && <p className="schematic-note">There is no drawing: {asked.problem}</p>}
      {answer?.described === false && <NotDescribed reason={answer.reason} loop={loop} />}
      {answer?.described === true && <Drawn drawn={answer} loop={loop} status={status} />}
    </section>
  );
}

function NotDescribed({ reason, loop }: { reason: string; loop: LoopSummary }) {
  return (
    <div className="schematic-note schematic-empty">
      <h3>The hardware of this loop is not described</h3>
      <p>{reason}</p>
      <p>
        Watched is <code>{loop.inventoryChannel}</code>; its readings are under Signals. A twin file of the
        vehicle brings a drawing.
      </p>
    </div>
  );
}

function Drawn({ drawn, loop, status }: PanelProps & { drawn: DrawnSchematic }) {
  const pressureUnit = useConsoleState((state) => state.pressureUnit);
  const instantS = useConsoleState((state) => state.instantS ?? 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const mark = leakMark(status);
  const readings = drawn.sensors.map((sensor) => ({
    sensor,
    ...readingOf(sensor, loop, status, pressureUnit, instantS),
  }));
  const node = drawn.nodes.find(({ id }) => id === chosen) ?? null;
  const sentence = levelSentence(drawn, loop, status);
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
          tags={readings.map(({ sensor: { id, node: at }, value }) => ({ id, node: at, value }))}
          level={levelOf(drawn, loop, status)}
          levelSentence={sentence}
          mark={mark}
          chosen={chosen}
          onChoose={setChosen}
        />
      </section>
      <div className="schematic-details">
        <section aria-labelledby="schematic-sensors">
          <h3 id="schematic-sensors">Sensors</h3>
          <table className="schematic-table">
            <thead>
              <tr>
                <th scope="col">sensor</th>
                <th scope="col">at</th>
                <th scope="col">shows</th>
                <th scope="col">known</th>
              </tr>
            </thead>
            <tbody>
              {readings.map(({ sensor, value, detail }) => (
                <tr key={sensor.id}>
                  <th scope="row">{sensor.id}</th>
                  <td>
                    {kindWords(sensor.measures)} at {sensor.at}
                  </td>
                  <td className="value">{value ?? "–"}</td>
                  <td className="dim">{detail}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="schematic-level">{sentence}</p>
        </section>
        <section aria-labelledby="schematic-chosen" aria-live="polite">
          <h3 id="schematic-chosen">{node === null ? "Element" : `${node.id}, ${kindWords(node.kind)}`}</h3>
          {node === null ? (
            <p className="dim">Choose an element for its numbers and where they come from.</p>
          ) : (
            <>
              {cutOffWords(node, drawn, status, massReading(pressureUnit)).map((words) => (
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
