/** What a branch does to the pressure. Codes are dense small integers: the solver switches on them in its inner loop. */
export const CONDUCTANCE = 0;
export const PIPE = 1;
export const PUMP = 2;
export const CHECK_VALVE = 3;
export const FIXED_FLOW = 4;

/** Doubles of parameters a branch. */
export const BRANCH_PARAMETERS = 6;

/** Resistance of a shut valve or a closed check valve [Pa s/kg]: 1 bar drives 1e-10 kg/s, 9 mg a day. */
export const SHUT_RESISTANCE = 1e15;

/**
 * Flow below which quadratic laws turn linear, as laminar ones do [kg/s]. At a hundred times it they are quadratic to
 * 5e-5. With much less, rounding of pressures alone drives flows in a loop at rest, and hot walls feel them.
 */
export const LINEAR_FLOW_KG_PER_S = 2e-5;
