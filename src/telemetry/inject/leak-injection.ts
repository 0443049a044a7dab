const DAY_S = 86_400;

/** A leak to be added to a recording. Losses are in the channel's own unit: callers convert from per cent a day. */
export interface LeakInjection {
  readonly channel: string;
  /** What the channel loses in a day, above 0 for a loss; 0 gives the recording back unchanged. */
  readonly ratePerDay: number;
  /** Unix seconds UTC. */
  readonly onsetS: number;
  /** "growing" starts at the rate and grows by the factor e every `growthS`; "stopped" ends at `stopS`. */
  readonly shape: "sudden" | "growing" | "stopped";
  readonly growthS?: number;
  readonly stopS?: number;
  /** Step of the channel's codes; found from the recording as it is read if absent, which needs a channel that changes before the onset. */
  readonly codeStep?: number;
  /** No report is added within this time of another one. */
  readonly minReportIntervalS?: number;
  /** Silence of the whole source longer than this is loss of signal, in which nothing is reported. */
  readonly silenceS?: number;
  /** The channel does not fall below this, such as 0 for an emptied accumulator; no limit unless given. */
  readonly lowest?: number;
}

/** What the channel has lost at a time, as a function. Throws a RangeError for an injection that makes no sense. */
export function lossOverTime(injection: LeakInjection): (timeS: number) => number {
  const { ratePerDay, onsetS, shape, growthS, stopS } = injection;
  const perSecond = ratePerDay / DAY_S;
  if (!Number.isFinite(perSecond) || !Number.isFinite(onsetS))
    throw new RangeError(`rate ${ratePerDay} a day and onset ${onsetS} must be finite numbers`);
  if (shape === "growing") {
    if (!(growthS !== undefined && growthS > 0))
      throw new RangeError(
        `a growing leak needs growthS above 0, the time in which its rate grows by e; got ${growthS}`,
      );
    return (timeS) => (timeS <= onsetS ? 0 : perSecond * growthS * Math.expm1((timeS - onsetS) / growthS));
  }
  if (shape === "stopped") {
    if (!(stopS !== undefined && stopS >= onsetS))
      throw new RangeError(`a stopped leak needs stopS at or after its onset ${onsetS}; got ${stopS}`);
    return (timeS) => (timeS <= onsetS ? 0 : perSecond * (Math.min(timeS, stopS) - onsetS));
  }
  return (timeS) => (timeS <= onsetS ? 0 : perSecond * (timeS - onsetS));
}
