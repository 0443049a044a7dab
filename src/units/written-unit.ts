const WRITTEN: Readonly<Record<string, string>> = {
  "kgf/cm2": "kgf/cm²",
  percent: "%",
  degC: "°C",
  degF: "°F",
};

/** How a unit of the table is written for a reader: "°C" for "degC"; units that need no other spelling as they are. */
export const writtenUnit = (unit: string): string => WRITTEN[unit] ?? unit;
