import type { KeyboardEvent } from "react";
import { arrowPlace } from "../../../src/schematic/arrow-place.ts";
import type { SchematicNode } from "../../../src/schematic/schematic-graph.ts";
import { SYMBOL_HEIGHT } from "../../../src/schematic/schematic-layout.ts";
import { symbolOf } from "../../../src/schematic/symbols.ts";
import type { DrawnSchematic, SchematicElement } from "../../../src/service/contract.ts";
import { isolationWords, kindWords, type LeakMark, type Level, sourceWords } from "./schematic-words.ts";

/** Height of a line of words; each ends in a space, which is not drawn but keeps words apart for those who hear them. */
const LINE = 14;
/** Room above the drawing for what stands over junctions. */
const ABOVE = 34;
const SIDE = 22;

/** A sensor as it stands on the drawing. */
export interface SensorTag {
  readonly id: string;
  readonly node: string | null;
  readonly value: string | null;
}

interface DrawingProps {
  readonly drawn: DrawnSchematic;
  readonly tags: readonly SensorTag[];
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
): string {
  const written = [
    ...(node.kind === "junction" ? [node.id] : node.lines),
    ...tags.map(({ id, value }) => (value === null ? id : `${id} ${value}`)),
    ...(gauge === null ? [] : [gauge.words]),
  ];
  const parameters = node.parameters.map((each) => `${each.name} ${each.words}, ${sourceWords(each)}`);
  return [written.join(" "), kindWords(node.kind), isolationWords(node), gauge?.sentence, ...parameters]
    .filter((part) => part !== null && part !== undefined)
    .join("; ");
}

/** A loop's hardware with what was known of it at the instant; each element can be reached and chosen by keyboard. */
export function SchematicDrawing(props: DrawingProps) {
  const { drawn, mark } = props;
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
        <Line key={id} points={points} flows={flowOf !== null} />
      ))}
      {drawn.nodes.map((node) => (
        <Element key={node.id} node={node} {...props} />
      ))}
    </svg>
  );
}

function Line({ points, flows }: { points: readonly [number, number][]; flows: boolean }) {
  const at = flows ? arrowPlace(points) : null;
  return (
    <>
      <path className="schematic-line" d={`M${points.map(([x, y]) => `${x} ${y}`).join("L")}`} />
      {at !== null && (
        <path
          className="schematic-arrow"
          d="M-4 -4L5 0L-4 4Z"
          transform={`translate(${at.x} ${at.y}) rotate(${at.degrees})`}
        />
      )}
    </>
  );
}

function Element({
  node,
  tags,
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
      aria-label={nameOf(node, own, gauge)}
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
          <rect className="schematic-frame" x={0} y={-4} width={width} height={height + 8} rx={4} />
          <g
            transform={`translate(${middle} ${SYMBOL_HEIGHT / 2})`}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: constant drawings of this program, nothing from a file
            dangerouslySetInnerHTML={{ __html: symbolOf(kind as SchematicNode["kind"]) ?? "" }}
          />
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
          {gauge !== null && (
            <Gauge level={level} x={4} y={SYMBOL_HEIGHT + LINE * lines.length + 6} width={width - 8} />
          )}
        </>
      )}
    </g>
  );
}

function Tag({ tag: { id, value }, x, y }: { tag: SensorTag; x: number; y: number }) {
  return (
    <text className="schematic-tag" x={x} y={y} textAnchor="middle">
      {`${id} `}
      {value !== null && <tspan className="schematic-value">{`${value} `}</tspan>}
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
