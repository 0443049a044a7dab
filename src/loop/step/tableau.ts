/**
 * ESDIRK3(2)4L[2]SA: third order, embedded second order, L-stable, stiffly accurate, stage order two, explicit first
 * stage (the implicit half of ARK3(2)4L[2]SA, Kennedy and Carpenter, Appl. Numer. Math. 44, 2003, 139).
 * Being stiffly accurate, it keeps its order for the flows and pressures, which no differential equation carries.
 */
export const STAGES = 4;
export const DIAGONAL = 1767732205903 / 4055673282236;

const a31 = 2746238789719 / 10658868560708;
const a32 = -640167445237 / 6845629431997;
const a41 = 1471266399579 / 7840856788654;
const a42 = -4482444167858 / 7529755066697;
const a43 = 11266239266428 / 11593286722821;

/** Row s holds the weights of stages 0..s; row-major, STAGES wide. The last row is the solution. */
export const WEIGHTS = Float64Array.of(
  0,
  0,
  0,
  0,
  DIAGONAL,
  DIAGONAL,
  0,
  0,
  a31,
  a32,
  DIAGONAL,
  0,
  a41,
  a42,
  a43,
  DIAGONAL,
);

/** Fraction of the step at which each stage lies. */
export const NODES = Float64Array.of(0, 2 * DIAGONAL, 3 / 5, 1);

const embedded = Float64Array.of(
  2756255671327 / 12835298489170,
  -10771552573575 / 22201958757719,
  9247589265047 / 10645013368117,
  2193209047091 / 5459859503100,
);

/** Solution weights less those of the embedded second-order solution. */
export const ERROR_WEIGHTS = WEIGHTS.slice(12).map((weight, s) => weight - embedded[s]!);
