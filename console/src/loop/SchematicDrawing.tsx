import type { KeyboardEvent } from "react";
import { arrowPlace } from "../../../src/schematic/arrow-place.ts";
import type { SchematicNode } from "../../../src/schematic/schematic-graph.ts";
import { SYMBOL_HEIGHT } from "../../../src/schematic/schematic-layout.ts";
import { symbolOf } from "../../../src/schematic/symbols.ts";
import type { DrawnSchematic, SchematicElement } from "../../../src/service/contract.ts";
import type { ModelFigures } from "./model-figures.ts";
import {
  isolationWords,
  kindWords,
  type LeakMark,
  type Level,
  type ShownReading,
  sourceWords,
} from "./schematic-words.ts";

/** Height of a line of words; each ends in a space, which is not drawn but keeps words apart for those who hear them. */
const LINE = 14;
/** Room above the drawing for what stands over junctions. */
const ABOVE = 34;
const SIDE = 22;

/** A sensor as it stands on the drawing. */
export interface SensorTag {
  readonly id: string;
  readonly node: string | null;
  readonly shown: ShownReading;
}

interface DrawingProps {
  readonly drawn: DrawnSchematic;
  readonly tags: readonly SensorTag[];
  readonly model: ModelFigures | null;
  readonly level: Level;
  readonly levelSentence: string;
  readonly mark: LeakMark | null;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Everything that is known of an element, for those who hear the drawing: first what is written at it, then the rest. */
function nameOf(
  node: SchematicElement,
  tags: readonly SensorTag[],
  gauge: { readonly words: string; readonly sentence: string } | null,
  temperature: string | undefined,
): string {
  const written = [
    ...(node.kind === "junction" ? [node.id] : node.lines),
    ...tags.map(({ id, shown }) => [id, shown.value, shown.beside].filter(Boolean).join(" ")),
    ...(temperature === undefined ? [] : [temperature]),
    ...(gauge === null ? [] : [gauge.words]),
  ];
  const parameters = node.parameters.map((each) => `${each.name} ${each.words}, ${sourceWords(each)}`);
  return [written.join(" "), kindWords(node.kind), isolationWords(node), gauge?.sentence, ...parameters]
    .filter((part) => part !== null && part !== undefined)
    .join("; ");
}

/** A loop's hardware with what was known of it at the instant; each element can be reached and chosen by keyboard. */
export function SchematicDrawing(props: DrawingProps) {
  const { drawn, mark, model } = props;
  const [width, height] = [drawn.width + 2 * SIDE, drawn.height + ABOVE + SIDE];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset; its elements are buttons
    <svg
      className="schematic-svg"
      width={width}
      height={height}
      viewBox={`${-SIDE} ${-ABOVE} ${width} ${height}`}
      role="group"
      aria-label={`Schematic of the loop: ${drawn.nodes.length} elements and junctions. ${mark?.words ?? ""}`}
    >
      {mark?.phase === "confirmed" && (
        <rect
          className="schematic-leak"
          x={2 - SIDE}
          y={2 - ABOVE}
          width={width - 4}
          height={height - 4}
          rx={6}
        />
      )}
      {drawn.lines.map(({ id, points, flowOf }) => (
        <Line
          key={id}
          points={points}
          flows={flowOf !== null}
          flow={flowOf === null ? 0 : (model?.flow.get(flowOf) ?? 0)}
          liquid={model?.liquidPart ?? 1}
        />
      ))}
      {drawn.nodes.map((node) => (
        <Element key={node.id} node={node} {...props} />
      ))}
    </svg>
  );
}

/** Below this part of the largest flow a line is drawn as still. */
const STILL = 0.01;
/** Time of one dash at the largest flow [s]. */
const DASH_S = 0.9;

interface LineProps {
  readonly points: readonly [number, number][];
  readonly flows: boolean;
  /** Part of the loop's largest flow, by the twin; 0 where none is known. */
  readonly flow: number;
  /** Part of the loop that is liquid, by the twin. */
  readonly liquid: number;
}

/** Length of a stretch of liquid and the gap of vapour after it [px]. */
const STRETCH = 14;

function Line({ points, flows, flow, liquid }: LineProps) {
  const at = flows ? arrowPlace(points) : null;
  const d = `M${points.map(([x, y]) => `${x} ${y}`).join("L")}`;
  const turned = flow < -STILL ? 180 : 0;
  return (
    <>
      {liquid < 0.995 && <path className="schematic-line schematic-vapour" d={d} />}
      <path
        className="schematic-line"
        d={d}
        {...(liquid < 0.995 && {
          strokeDasharray: `${(STRETCH * liquid).toFixed(1)} ${(STRETCH * (1 - liquid)).toFixed(1)}`,
        })}
      />
      {Math.abs(flow) > STILL && (
        <path
          className="schematic-flow"
          d={d}
          style={{
            animationDuration: `${(DASH_S / Math.abs(flow) ** 0.5).toFixed(2)}s`,
            ...(turned > 0 && { animationDirection: "reverse" }),
          }}
        />
      )}
      {at !== null && (
        <path
          className="schematic-arrow"
          d="M-4 -4L5 0L-4 4Z"
          transform={`translate(${at.x} ${at.y}) rotate(${at.degrees + turned})`}
        />
      )}
    </>
  );
}

function Element({
  node,
  tags,
  model,
  level,
  levelSentence,
  mark,
  chosen,
  onChoose,
}: Omit<DrawingProps, "drawn"> & { node: SchematicElement }) {
  const { id, kind, x, y, width, height, lines, segment } = node;
  const own = tags.filter((tag) => tag.node === id);
  const middle = width / 2;
  const isJunction = kind === "junction";
  const gauge = kind === "accumulator" ? { words: level.words, sentence: levelSentence } : null;
  // Where a sensor measures there, or the gauge stands, the model has nothing to add.
  const temperature = own.length > 0 || isJunction || gauge !== null ? undefined : model?.words.get(id);
  const suspect = segment === null ? undefined : mark?.places.get(segment);
  function press(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    onChoose(id);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand in a drawing
    <g
      className={`schematic-element${suspect === undefined ? "" : " schematic-suspect"}`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={0}
      aria-pressed={chosen === id}
      aria-label={nameOf(node, own, gauge, temperature)}
      onClick={() => onChoose(id)}
      onKeyDown={press}
    >
      {isJunction ? (
        <>
          <rect
            className="schematic-frame"
            x={middle - 12}
            y={height / 2 - 12}
            width={24}
            height={24}
            rx={4}
          />
          <circle className="schematic-arrow" cx={middle} cy={height / 2} r={3.2} />
          <text className="schematic-dim" x={middle} y={-6} textAnchor="middle">
            {`${id} `}
          </text>{" "}
          {own.map((tag, at) => (
            <Tag key={tag.id} tag={tag} x={middle} y={-6 - LINE * (at + 1)} />
          ))}
        </>
      ) : (
        <>
          {model?.shut.includes(id) === true && (
            <path
              className="schematic-shut"
              d={`M${middle - 20} -2L${middle + 20} ${SYMBOL_HEIGHT + 2}M${middle + 20} -2L${middle - 20} ${SYMBOL_HEIGHT + 2}`}
            />
          )}
          <rect className="schematic-frame" x={0} y={-4} width={width} height={height + 8} rx={4} />
          <g
            transform={`translate(${middle} ${SYMBOL_HEIGHT / 2})`}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: constant drawings of this program, nothing from a file
            dangerouslySetInnerHTML={{ __html: symbolOf(kind as SchematicNode["kind"]) ?? "" }}
          />
          {kind === "accumulator" && model?.accumulatorPart != null && (
            <Filled part={model.accumulatorPart} x={middle} />
          )}
          {lines.map((line, at) => (
            <text
              key={line}
              className={at === 0 ? "schematic-name" : "schematic-dim"}
              x={middle}
              y={SYMBOL_HEIGHT + LINE * (at + 1)}
              textAnchor="middle"
            >
              {`${line} `}
            </text>
          ))}{" "}
          {own.map((tag, at) => (
            <Tag key={tag.id} tag={tag} x={middle} y={SYMBOL_HEIGHT + LINE * (lines.length + at + 1)} />
          ))}{" "}
          {temperature !== undefined && gauge === null && (
            <text
              className="schematic-model"
              x={middle}
              y={SYMBOL_HEIGHT + LINE * (lines.length + 1)}
              textAnchor="middle"
            >
              {`${temperature} `}
            </text>
          )}
          {gauge !== null && (
            <Gauge level={level} x={4} y={SYMBOL_HEIGHT + LINE * lines.length + 6} width={width - 8} />
          )}
        </>
      )}
    </g>
  );
}

/** Half the width and height of an accumulator's symbol. */
const VESSEL = { width: 12, height: 15 };

/** What an accumulator holds, by the twin, as its symbol filled from below. */
function Filled({ part, x }: { part: number; x: number }) {
  const height = 2 * VESSEL.height * Math.min(1, Math.max(0, part));
  return (
    <rect
      className="schematic-filled"
      x={x - VESSEL.width}
      y={SYMBOL_HEIGHT / 2 + VESSEL.height - height}
      width={2 * VESSEL.width}
      height={height}
    />
  );
}

function Tag({ tag: { id, shown }, x, y }: { tag: SensorTag; x: number; y: number }) {
  return (
    <text className={`schematic-tag schematic-${shown.state}`} x={x} y={y} textAnchor="middle">
      {`${id} `}
      {shown.value !== null && <tspan className="schematic-value">{`${shown.value} `}</tspan>}
      {shown.beside !== "" && <tspan className="schematic-beside">{`${shown.beside} `}</tspan>}
    </text>
  );
}

/** What is left of the whole: band, median, and where the accumulator is empty. */
function Gauge({
  level: { words, part, emptyAt },
  x,
  y,
  width,
}: {
  level: Level;
  x: number;
  y: number;
  width: number;
}) {
  return (
    <g className="schematic-gauge" transform={`translate(${x} ${y})`}>
      <rect className="gauge-frame" width={width} height={8} />
      {part !== null && (
        <>
          <rect
            className="gauge-band"
            x={width * part.p05}
            width={Math.max(1, width * (part.p95 - part.p05))}
            height={8}
          />
          <rect className="gauge-median" x={width * part.median - 1} y={-1} width={2} height={10} />
        </>
      )}
      {emptyAt !== null && <path className="gauge-empty" d={`M${width * emptyAt} -3V11`} />}
      <text
        className={part === null ? "schematic-dim" : "schematic-value"}
        x={width / 2}
        y={21}
        textAnchor="middle"
      >
        {words}
      </text>
    </g>
  );
}
