import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Board, StationAnswer } from "../../../src/service/contract.ts";
import { useSize } from "../parts/use-size.ts";
import { useConsoleState } from "../state/use-console.ts";
import { spaceModel, spaceWords } from "./space-model.ts";
import { drawSpace, type SpaceColours, type SpaceDrawing } from "./space-scene.ts";

function coloursAt(element: HTMLElement): SpaceColours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ground: token("--surface-0"),
    hull: token("--ink-2"),
    alarm: token("--alarm"),
    sun: token("--caution"),
    ink: token("--ink-1"),
    quiet: token("--ink-3"),
  };
}

interface SpacePanelProps {
  readonly answer: StationAnswer;
  readonly board: Board | null;
}

/** Ships, Sun and plume with depth: why a side is hot, and whether a camera looks into the light. Said in words beside it. */
export function SpacePanel(props: SpacePanelProps) {
  // Another theme has other colours, and so another drawing.
  const theme = useConsoleState((state) => state.theme);
  return <Space key={theme} {...props} />;
}

function Space({ answer, board }: SpacePanelProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<SpaceDrawing | null>(null);
  const grip = useRef<{ x: number; y: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { width, height } = useSize(place);
  const model = useMemo(() => spaceModel(answer, board), [answer, board]);
  // What is drawn changes by the minute, not with every new board.
  const key = JSON.stringify(
    model,
    (_name, value) => (typeof value === "number" ? Number(value.toFixed(2)) : value) as unknown,
  );

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const begin = (): void => {
      try {
        drawing.current = drawSpace(element, coloursAt(element), still);
      } catch {
        setProblem("This browser cannot draw in three dimensions; what would be drawn is said below.");
      }
    };
    begin();
    return () => {
      drawing.current?.end();
      drawing.current = null;
    };
  }, []);
  useEffect(() => {
    if (width > 0 && height > 0) drawing.current?.resize(width, height);
  }, [width, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the model
  useEffect(() => drawing.current?.show(model), [key]);

  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (grip.current === null) return;
    drawing.current?.turn((grip.current.x - event.clientX) / 180, (event.clientY - grip.current.y) / 180);
    grip.current = { x: event.clientX, y: event.clientY };
  }
  function press(event: KeyboardEvent<HTMLDivElement>): void {
    const turn = drawing.current?.turn;
    const by = 0.12;
    if (event.key === "ArrowLeft") turn?.(by, 0);
    else if (event.key === "ArrowRight") turn?.(-by, 0);
    else if (event.key === "ArrowUp") turn?.(0, by);
    else if (event.key === "ArrowDown") turn?.(0, -by);
    else if (event.key === "+") turn?.(0, 0, 1.2);
    else if (event.key === "-") turn?.(0, 0, 1 / 1.2);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const words = spaceWords(model, answer.timeS);
  return (
    <div className="space">
      {problem === null ? (
        <div
          ref={place}
          className="space-place"
          role="application"
          aria-label="The station in three dimensions. Arrow keys turn it, plus and minus bring it nearer. What it shows is said below it."
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it is turned by keys
          tabIndex={0}
          onKeyDown={press}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            grip.current = { x: event.clientX, y: event.clientY };
          }}
          onPointerMove={drag}
          onPointerUp={() => {
            grip.current = null;
          }}
        >
          <canvas ref={canvas} />
        </div>
      ) : (
        <p className="record-none">{problem}</p>
      )}
      <ul className="space-words">
        {words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li className="dim">
          Not to scale: lengths and depth are the plan's. Drag or use the arrow keys to turn it.
        </li>
      </ul>
    </div>
  );
}
