/** How far a sample can be trusted. Only `good` samples reach a filter; `suspect` is shown, `bad` and `missing` are not used. */
export const Quality = { good: 0, suspect: 1, bad: 2, missing: 3 } as const;
export type Quality = (typeof Quality)[keyof typeof Quality];

/**
 * Samples as parallel columns, in order of arrival. `channel` holds indices into the source's {@link ChannelTable}.
 * Arrays may be longer than `count`, and are reused by the source: a consumer that keeps samples copies them.
 */
export interface SampleBatch {
  readonly count: number;
  /** Time of the sample at its source, Unix seconds UTC. */
  readonly timeS: Float64Array;
  readonly channel: Int32Array;
  /** In the unit that the channel delivers; the vehicle file says which. Never NaN or infinite. */
  readonly value: Float64Array;
  readonly quality: Uint8Array;
}

/** The names of a source's channels; grows as new names arrive, never reorders. */
export class ChannelTable {
  readonly names: string[] = [];
  readonly #index = new Map<string, number>();

  /** The index of a name, added at the end if it is new. */
  indexOf(name: string): number {
    const known = this.#index.get(name);
    if (known !== undefined) return known;
    const index = this.names.length;
    this.names.push(name);
    this.#index.set(name, index);
    return index;
  }

  /** The index of a name, or undefined if no sample has carried it. */
  find(name: string): number | undefined {
    return this.#index.get(name);
  }
}

/** What a source tells besides samples: that the link is lost or back, and what it had to refuse. */
export type SourceEvent =
  | { readonly kind: "samples"; readonly batch: SampleBatch }
  | { readonly kind: "signal"; readonly timeS: number; readonly state: "acquired" | "lost" }
  | { readonly kind: "refused"; readonly count: number; readonly problem: string };

/** Where samples come from. `events` may be iterated once. Fails with an {@link InputError} that names file, line, channel and value. */
export interface TelemetrySource {
  readonly name: string;
  readonly channels: ChannelTable;
  events(): AsyncIterable<SourceEvent>;
}

/** Bad input at a boundary: `hoarfrost` prints the message and exits with 3. */
export class InputError extends Error {
  override readonly name = "InputError";
}
