/** What limits and reports of a return can be about. */
export const quantityNames = ["cabin", "humidity", "wbgt", "body", "electronics"] as const;
export type QuantityName = (typeof quantityNames)[number];

interface Quantity {
  readonly title: string;
  readonly unit: "degC" | "%" | "K";
  /** Only where somebody is aboard. */
  readonly ofCrew: boolean;
  /** From SI to the unit shown. */
  readonly shown: (si: number) => number;
  /** A difference, from SI to the unit shown. */
  readonly difference: (si: number) => number;
}

const asIs = (value: number) => value;
const celsius = (kelvin: number) => kelvin - 273.15;
const percent = (fraction: number) => 100 * fraction;

/** How each quantity is called and written. In SI: temperatures in K, humidity as a fraction, the rise of the body in K. */
export const quantities: Readonly<Record<QuantityName, Quantity>> = {
  cabin: { title: "cabin air", unit: "degC", ofCrew: false, shown: celsius, difference: asIs },
  humidity: { title: "humidity", unit: "%", ofCrew: true, shown: percent, difference: percent },
  wbgt: { title: "WBGT with suit", unit: "degC", ofCrew: true, shown: celsius, difference: asIs },
  body: { title: "body heating", unit: "K", ofCrew: true, shown: asIs, difference: asIs },
  electronics: {
    title: "hottest electronics",
    unit: "degC",
    ofCrew: false,
    shown: celsius,
    difference: asIs,
  },
};
