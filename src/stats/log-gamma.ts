const EULER_GAMMA = 0.5772156649015329;

/** zeta(k) - 1 for k = 2, 3, ... (`golden/chebyshev-erfcx.py`). */
const ZETA_MINUS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5,
  3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7,
  5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8, 7.45071178983543e-9,
  3.725334024788457e-9, 1.862659723513049e-9,
];

const LOG_SQRT_2PI = 0.9189385332046727;
const ASYMPTOTIC_FROM = 10;

/** ln Gamma(2 + z) for |z| <= 0.5: Taylor series about 2 (DLMF 5.7.3). */
function aboutTwo(z: number): number {
  let sum = 0;
  for (let k = ZETA_MINUS_ONE.length + 1; k >= 2; k--) sum = sum * -z + ZETA_MINUS_ONE[k - 2]! / k;
  return z * (1 - EULER_GAMMA) + z * z * sum;
}

/** The correction of Stirling's formula for x >= 10: 1/(12x) - 1/(360x^3) + ... (DLMF 5.11.1). */
function stirlingSeries(x: number): number {
  const y = 1 / (x * x);
  return (
    (1 / 12 -
      y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360 - y * (1 / 156))))))) /
    x
  );
}

/** ln Gamma(x) for x > 0. Relative error below 1e-14, also beside its zeros at 1 and 2. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`ln Gamma is defined here for x > 0, got ${x}`);
  if (x >= ASYMPTOTIC_FROM) return (x - 0.5) * Math.log(x) - x + LOG_SQRT_2PI + stirlingSeries(x);
  if (x < 0.5) return aboutTwo(x) - Math.log1p(x) - Math.log(x);
  if (x <= 1.5) return aboutTwo(x - 1) - Math.log(x);
  let argument = x;
  let product = 1;
  while (argument > 2.5) {
    argument -= 1;
    product *= argument;
  }
  return aboutTwo(argument - 2) + Math.log(product);
}

/** ln(x!) - Stirling's approximation (x + 1/2) ln x - x + ln sqrt(2 pi), for x > 0 (Loader 2000). */
export function stirlingError(x: number): number {
  if (x >= ASYMPTOTIC_FROM) return stirlingSeries(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - LOG_SQRT_2PI;
}

/** x ln(x/m) + m - x without cancellation near x = m (Loader, "Fast and accurate computation of binomial probabilities", 2000). */
export function devianceTerm(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = difference / (x + m);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** ln of the binomial coefficient Gamma(n+1) / (Gamma(k+1) Gamma(n-k+1)). */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
