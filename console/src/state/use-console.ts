import { createContext, useContext, useMemo, useRef, useSyncExternalStore } from "react";
import type { ReaderUnits } from "../words/units.ts";
import type { Console } from "./console.ts";
import type { ConsoleState } from "./console-state.ts";

export const ConsoleContext = createContext<Console | null>(null);

/** The console around this component. */
export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (console === null) throw new Error("useConsole is called outside ConsoleContext");
  return console;
}

/** A part of the state; the component renders again only when that part changes. */
export function useConsoleState<T>(select: (state: ConsoleState) => T, same = Object.is): T {
  const { store } = useConsole();
  const kept = useRef<{ value: T } | null>(null);
  return useSyncExternalStore(store.subscribe, () => {
    const value = select(store.get());
    if (kept.current !== null && same(kept.current.value, value)) return kept.current.value;
    kept.current = { value };
    return value;
  });
}

/** Equal item by item: for selections that make a new array each time. */
export const sameItems = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) &&
  Array.isArray(b) &&
  a.length === b.length &&
  a.every((item, at) => Object.is(item, b[at]));

/** The units that the reader has chosen. */
export function useUnits(): ReaderUnits {
  const pressureUnit = useConsoleState((state) => state.pressureUnit);
  const rateUnit = useConsoleState((state) => state.rateUnit);
  return useMemo(() => ({ pressureUnit, rateUnit }), [pressureUnit, rateUnit]);
}
