import { useEffect } from "react";
import type { Console } from "../state/console.ts";
import { isAcknowledged, keyOfView, knowableBoard, standingAlarms, views } from "../state/console-state.ts";

/** Where a key already means something to the element that has the focus. */
function keptByElement(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[role=dialog]")) return true;
  if (target.matches("input[type=range]")) return false;
  if (target.matches("input, select, textarea")) return true;
  return (event.key === " " || event.key === "Enter") && target.matches("button, a, summary");
}

/** The console's keys, wherever the focus is, unless a field or a dialog wants them. */
export function useKeys(console: Console): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (console.store.get().dialog !== null || keptByElement(event)) return;
      if (act(console, event.key, event.shiftKey)) event.preventDefault();
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [console]);
}

function act(console: Console, key: string, shift: boolean): boolean {
  const state = console.store.get();
  const view = views.find((candidate) => keyOfView(candidate) === key);
  if (view !== undefined) {
    console.goTo(view);
    return true;
  }
  switch (key) {
    case "l":
    case "L":
      console.openDialog("alarms");
      return true;
    case "s":
    case "S": {
      const alarm = standingAlarms(knowableBoard(state))[0];
      if (alarm !== undefined) console.openDialog("shelve", alarm.id);
      return true;
    }
    case " ":
      console.play(!state.playing);
      return true;
    case "ArrowLeft":
    case "ArrowRight": {
      const direction = key === "ArrowLeft" ? -1 : 1;
      if (shift) console.stepToEvent(direction);
      else console.step(direction);
      return true;
    }
    case "a":
    case "A": {
      const alarm = standingAlarms(knowableBoard(state)).find((candidate) => !isAcknowledged(candidate));
      if (alarm !== undefined) console.openDialog("acknowledge", alarm.id);
      return true;
    }
    case "?":
      console.openDialog("help");
      return true;
  }
  if (state.view !== "loop") return false;
  switch (key) {
    case "+":
    case "=":
      console.zoom(0.5);
      return true;
    case "-":
    case "_":
      console.zoom(2);
      return true;
    case "[":
      console.pan(-0.25);
      return true;
    case "]":
      console.pan(0.25);
      return true;
    case "Escape":
      console.showWindow(null);
      return true;
  }
  return false;
}
