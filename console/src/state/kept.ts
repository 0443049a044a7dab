import { type Beside, besides, type ConsoleState } from "./console-state.ts";

const places = { tour: "hoarfrost.tour", beside: "hoarfrost.beside" } as const;

function read(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

function keep(place: string, value: string): void {
  try {
    localStorage.setItem(place, value);
  } catch {
    // Storage refused: it holds until the page is closed.
  }
}

/** Whether the tour was taken or turned down before. */
export const tourIsTaken = (): boolean => read(places.tour) !== null;
export const keepTourTaken = (): void => keep(places.tour, "taken");

/** What stood beside UTC last time, unless the address says otherwise. */
export function readBeside(query: string): Partial<Pick<ConsoleState, "beside">> {
  if (new URLSearchParams(query).has("beside")) return {};
  const beside = besides.find((one) => one === read(places.beside));
  return beside === undefined ? {} : { beside };
}
export const keepBeside = (beside: Beside): void => keep(places.beside, beside);
