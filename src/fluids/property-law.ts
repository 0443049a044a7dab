import { repeatableExp, repeatableLog, repeatablePow } from "./repeatable-math.ts";
import { CubicSpline } from "./spline.ts";

/**
 * How a coolant file writes one property against absolute temperature T [K]; results in SI. `scale` multiplies the
 * result where the literature prints another unit (a molar heat capacity, a molar density).
 */
export type PropertyLaw =
  /** The same at every temperature. */
  | { readonly form: "constant"; readonly value: number }
  /** Evenly spaced values from `fromK` on. A spline passes through them, or through their logarithms. */
  | {
      readonly form: "table";
      readonly fromK: number;
      readonly stepK: number;
      readonly spline: "values" | "logarithms";
      readonly values: readonly number[];
    }
  /** Values at given temperatures. */
  | {
      readonly form: "points";
      readonly temperaturesK: readonly number[];
      readonly spline: "values" | "logarithms";
      readonly values: readonly number[];
    }
  /** c0 + c1 (T - about) + c2 (T - about)^2 + ... */
  | {
      readonly form: "polynomial";
      readonly aboutK: number;
      readonly coefficients: readonly number[];
      readonly scale?: number;
    }
  /** exp(A + B/T + C ln T + D T^E), the form DIPPR calls 101. */
  | {
      readonly form: "exponential";
      readonly coefficients: readonly [number, number, number, number, number];
      readonly scale?: number;
    }
  /** A (1 - T/Tc)^B, the form of Watson and DIPPR 106, for latent heat and surface tension. */
  | {
      readonly form: "watson";
      readonly criticalTemperatureK: number;
      readonly coefficients: readonly [number, number];
      readonly scale?: number;
    }
  /** Density that is `value` at `atK` and follows Rackett's law Z^-(1-T/Tc)^(2/7) from there (Spencer, Danner 1972). */
  | {
      readonly form: "rackett";
      readonly criticalTemperatureK: number;
      readonly rackettZ: number;
      readonly atK: number;
      readonly value: number;
    }
  /** Sum of c_ij (T - aboutK)^i (x - aboutFraction)^j, or its exponential; x is the mass fraction of a mixture. */
  | {
      readonly form: "mixture";
      readonly aboutK: number;
      readonly aboutFraction: number;
      readonly of: "value" | "logarithm";
      readonly coefficients: readonly (readonly number[])[];
    }
  /** Water's vapour pressure times its mole fraction in the liquid (Raoult); the solute's own vapour is left out. */
  | {
      readonly form: "raoult-water";
      readonly soluteMolarMassKgPerMol: number;
    };

/** Sum of c_j (x - about)^j. */
export function polynomial(coefficients: readonly number[], about: number, x: number): number {
  let sum = 0;
  for (let order = coefficients.length - 1; order >= 0; order--)
    sum = coefficients[order]! + (x - about) * sum;
  return sum;
}

const WATER_MOLAR_MASS = 0.01801528; // [kg/mol] IAPWS R6-95

/**
 * Vapour pressure of water [Pa], liquid or supercooled, 123 to 332 K.
 * Source: Murphy and Koop, Q. J. R. Meteorol. Soc. 131 (2005) 1539, equation 10.
 */
export function waterVapourPressurePa(temperatureK: number): number {
  const logT = repeatableLog(temperatureK);
  const twice = repeatableExp(2 * 0.0415 * (temperatureK - 218.8));
  const tanh = (twice - 1) / (twice + 1);
  return repeatableExp(
    54.842763 -
      6763.22 / temperatureK -
      4.21 * logT +
      0.000367 * temperatureK +
      tanh * (53.878 - 1331.22 / temperatureK - 9.44523 * logT + 0.014025 * temperatureK),
  );
}

/** Vapour pressure over ice [Pa], 110 to 273.16 K. Source: Murphy and Koop (2005), equation 7. */
export function iceVapourPressurePa(temperatureK: number): number {
  return repeatableExp(
    9.550426 - 5723.265 / temperatureK + 3.53068 * repeatableLog(temperatureK) - 0.00728332 * temperatureK,
  );
}

/** The law as a function of temperature [K], for a mixture at mass fraction `fraction`. Used when curves are compiled. */
export function lawOf(law: PropertyLaw, fraction: number): (temperatureK: number) => number {
  switch (law.form) {
    case "constant":
      return () => law.value;
    case "table":
      return throughPoints(
        law.values.map((_, i) => law.fromK + i * law.stepK),
        law.values,
        law.spline,
      );
    case "points":
      return throughPoints(law.temperaturesK, law.values, law.spline);
    case "polynomial":
      return (t) => (law.scale ?? 1) * polynomial(law.coefficients, law.aboutK, t);
    case "exponential": {
      const [a, b, c, d, e] = law.coefficients;
      return (t) =>
        (law.scale ?? 1) *
        repeatableExp(a + b / t + c * repeatableLog(t) + (d === 0 ? 0 : d * repeatablePow(t, e)));
    }
    case "watson":
      return (t) =>
        (law.scale ?? 1) *
        law.coefficients[0] *
        repeatablePow(1 - t / law.criticalTemperatureK, law.coefficients[1]);
    case "rackett": {
      const power = (t: number) => repeatablePow(1 - t / law.criticalTemperatureK, 2 / 7);
      return (t) => law.value * repeatablePow(law.rackettZ, power(law.atK) - power(t));
    }
    case "mixture": {
      const rows = law.coefficients.map((row) => polynomial(row, law.aboutFraction, fraction));
      return law.of === "value"
        ? (t) => polynomial(rows, law.aboutK, t)
        : (t) => repeatableExp(polynomial(rows, law.aboutK, t));
    }
    case "raoult-water": {
      const waterMoles = (1 - fraction) / WATER_MOLAR_MASS;
      const waterShare = waterMoles / (waterMoles + fraction / law.soluteMolarMassKgPerMol);
      return (t) => waterShare * waterVapourPressurePa(t);
    }
  }
}

function throughPoints(
  temperaturesK: readonly number[],
  values: readonly number[],
  through: "values" | "logarithms",
): (temperatureK: number) => number {
  if (through === "values") {
    const spline = new CubicSpline(temperaturesK, values);
    return (t) => spline.at(t);
  }
  const spline = new CubicSpline(temperaturesK, values.map(repeatableLog));
  return (t) => repeatableExp(spline.at(t));
}
