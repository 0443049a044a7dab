const WRITTEN: Readonly<Record<string, string>> = {
  "kgf/cm2": "kgf/cm²",
  percent: "%",
  degC: "°C",
  degF: "°F",
  m2: "m²",
  m3: "m³",
  "W/m2": "W/m²",
  "m3/s": "m³/s",
};

/** How a unit of the table is written for a reader: "°C" for "degC"; units that need no other spelling as they are. */
export const writtenUnit = (unit: string): string => WRITTEN[unit] ?? unit;
