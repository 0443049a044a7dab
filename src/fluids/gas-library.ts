import type { Coolant } from "./coolant.ts";
import { IdealGas } from "./gas.ts";
import { CubicSpline } from "./spline.ts";

// Every 20 K from 200 K on. Heat capacity of the ideal gas: nitrogen Span et al., J. Phys. Chem. Ref. Data 29 (2000) 1361;
// helium is monatomic, 5/2 R. Transport at 101325 Pa: nitrogen Lemmon and Jacobsen, Int. J. Thermophys. 25 (2004) 21;
// helium Arp, McCarty and Friend, NIST TN 1334 (1998), and Hands and Arp, Cryogenics 21 (1981) 697.
const FROM_K = 200;
const STEP_K = 20;
const RANGE_K = [200, 500] as const;
const nitrogenHeat = [
  1039.05, 1039.1, 1039.16, 1039.26, 1039.44, 1039.72, 1040.15, 1040.77, 1041.61, 1042.72, 1044.13, 1045.85,
  1047.89, 1050.25, 1052.94, 1055.93,
];
const nitrogenViscosity = [
  1.2911e-5, 1.39728e-5, 1.4999e-5, 1.59923e-5, 1.69552e-5, 1.78901e-5, 1.87989e-5, 1.96836e-5, 2.05457e-5,
  2.13869e-5, 2.22085e-5, 2.30118e-5, 2.37978e-5, 2.45677e-5, 2.53225e-5, 2.60629e-5,
];
const nitrogenConductivity = [
  0.0182802, 0.0199021, 0.0214787, 0.0230134, 0.0245091, 0.0259687, 0.0273947, 0.0287894, 0.030155, 0.0314934,
  0.0328065, 0.0340958, 0.0353628, 0.036609, 0.0378355, 0.0390435,
];
const heliumViscosity = [
  1.51424e-5, 1.61448e-5, 1.71223e-5, 1.80775e-5, 1.90127e-5, 1.99297e-5, 2.08306e-5, 2.17163e-5, 2.25878e-5,
  2.34462e-5, 2.42923e-5, 2.51269e-5, 2.59507e-5, 2.67643e-5, 2.75682e-5, 2.83631e-5,
];
const heliumConductivity = [
  0.117983, 0.125958, 0.133724, 0.141304, 0.148716, 0.155974, 0.163093, 0.170082, 0.176952, 0.183711,
  0.190367, 0.196926, 0.203393, 0.209775, 0.216077, 0.222301,
];

function table(values: readonly number[]): (temperatureK: number) => number {
  const spline = new CubicSpline(
    values.map((_, i) => FROM_K + i * STEP_K),
    values,
  );
  return (t) => spline.at(t);
}

/** Nitrogen as an accumulator's charge, 200 to 500 K. */
export function nitrogen(): IdealGas {
  return new IdealGas({
    name: "nitrogen",
    molarMassKgPerMol: 0.02801348,
    rangeK: RANGE_K,
    specificHeat: table(nitrogenHeat),
    viscosity: table(nitrogenViscosity),
    conductivity: table(nitrogenConductivity),
  });
}

/** Helium, 200 to 500 K. */
export function helium(): IdealGas {
  return new IdealGas({
    name: "helium",
    molarMassKgPerMol: 0.004002602,
    rangeK: RANGE_K,
    specificHeat: 5193.16,
    viscosity: table(heliumViscosity),
    conductivity: table(heliumConductivity),
  });
}

/**
 * The vapour of a coolant as an ideal gas over the range in which its heat capacity is known. Viscosity 8e-6 Pa s and
 * conductivity 0.013 W/(m K) are estimates within a factor of two: choked flow does not depend on them.
 */
export function vapourOf(coolant: Coolant): IdealGas {
  const { vapourSpecificHeat } = coolant.curves;
  return new IdealGas({
    name: `vapour of ${coolant.name}`,
    molarMassKgPerMol: coolant.vapourMolarMassKgPerMol,
    rangeK: [vapourSpecificHeat.lowK, vapourSpecificHeat.highK],
    specificHeat: (t) => vapourSpecificHeat.at(t),
    viscosity: 8e-6,
    conductivity: 0.013,
  });
}
