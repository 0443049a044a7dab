/**
 * One step of time for one loop, on a fixed grid: what was known of its channels between `endS - periodS` and `endS`
 * when the frame was closed. Channels stand in the order of the loop's description.
 */
export interface Frame {
  /** End of the interval, Unix seconds UTC: a whole multiple of the period. */
  readonly endS: number;
  readonly periodS: number;
  /** Time-weighted mean of the held value over the covered part, in the channel's unit; NaN where coverage is 0. */
  readonly mean: Float64Array;
  /** Part of the interval, 0 to 1, in which the value was known: after a first report, outside loss of signal. */
  readonly coverage: Float64Array;
  /** Reports that arrived in the interval. */
  readonly reports: Int32Array;
}
