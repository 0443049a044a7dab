/** A unit of a channel as a reader writes it. */
export const unitWord = (unit: string): string =>
  ({ "kgf/cm2": "kgf/cm²", degC: "°C", percent: "%" })[unit] ?? unit;
