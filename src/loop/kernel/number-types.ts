/** A 64-bit float. Kernels say so where TypeScript alone would leave open which of the two a number is. */
export type F64 = number;
/** A 32-bit signed integer. */
export type I32 = number;
