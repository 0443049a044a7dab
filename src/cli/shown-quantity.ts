import { fromSi } from "../units/index.ts";

/** How a unit of SI is shown to people: the unit, its word, and the digits behind the point that matter. */
const SHOWN: Readonly<
  Record<string, { readonly unit: string; readonly word: string; readonly digits: number }>
> = {
  Pa: { unit: "kPa", word: "kPa", digits: 1 },
  K: { unit: "degC", word: "°C", digits: 1 },
  "kg/s": { unit: "g/s", word: "g/s", digits: 3 },
  kg: { unit: "kg", word: "kg", digits: 2 },
  W: { unit: "W", word: "W", digits: 0 },
};

/** Unit and figure, for people, of a value in SI. A part of one is shown in per cent. */
export function shownQuantity(siUnit: string, name = ""): { word: string; show: (value: number) => string } {
  if (siUnit === "1" && name.endsWith("/crew")) return { word: "", show: (value) => value.toFixed(0) };
  const known = siUnit === "1" ? { unit: "%", word: "%", digits: 1 } : SHOWN[siUnit];
  if (known === undefined) return { word: siUnit, show: (value) => value.toPrecision(4) };
  const show = (value: number) => {
    const figure = fromSi(value, known.unit).toFixed(known.digits);
    return figure.replace("-", Number(figure) === 0 ? "" : "−");
  };
  return { word: known.word, show };
}
