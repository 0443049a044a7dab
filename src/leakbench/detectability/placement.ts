import type { LoopDescription, NoiseDescription } from "../../vehicle/loop-description.ts";
import { type SmallestLeak, smallestLeaks } from "./detectability.ts";
import { fuseGauges } from "./fuse-gauges.ts";

/** One thing that could be done to a loop's instruments, and what it would buy. */
export interface PlacementOption {
  readonly name: string;
  /** Smallest leaks of which half are seen, after over before, in the order of the windows: 0.5 is "half as large". */
  readonly shrinks: readonly number[];
}

export interface PlacementAdvice {
  readonly windows: readonly string[];
  readonly options: readonly PlacementOption[];
  /** For each window what buys most, or null where nothing buys a tenth. */
  readonly best: readonly (string | null)[];
}

/** An improvement of less than this is not worth a sensor. */
const WORTHWHILE = 0.9;

interface Change {
  readonly name: string;
  readonly makes: (loop: LoopDescription) => LoopDescription | null;
}

const withNoise = (loop: LoopDescription, change: Partial<NoiseDescription>): LoopDescription => ({
  ...loop,
  noise: { ...loop.noise, ...change },
});

const CHANGES: readonly Change[] = [
  {
    name: "code of the inventory gauge five times finer",
    makes: (loop) => (loop.noise.step > 0 ? withNoise(loop, { step: loop.noise.step / 5 }) : null),
  },
  {
    name: "noise of the inventory gauge halved",
    makes: (loop) => withNoise(loop, { white: loop.noise.white / 2 }),
  },
  {
    name: "a second gauge like it",
    makes: (loop) => {
      const { inventoryUnit: unit, noise } = loop;
      return { ...loop, witnesses: [...(loop.witnesses ?? []), { channel: "added", unit, noise }] };
    },
  },
  {
    name: "temperatures that explain the swing and the wander twice as well",
    makes: (loop) => {
      const { ripple, rippleChangePerOrbit, wander } = loop.noise;
      return withNoise(loop, {
        ripple: ripple / 2,
        rippleChangePerOrbit: rippleChangePerOrbit / 2,
        wander: wander / 2,
      });
    },
  },
  {
    name: "readings five times as often",
    makes: (loop) => ({ ...loop, framePeriodS: loop.framePeriodS / 5 }),
  },
  {
    name: "each dissimilar gauge taken away",
    makes: (loop) => (loop.witnesses?.some(({ inventory }) => inventory) ? { ...loop, witnesses: [] } : null),
  },
  {
    name: "half the drift, which no gauge buys",
    makes: (loop) => withNoise(loop, { driftPerRootDay: loop.noise.driftPerRootDay / 2 }),
  },
];

/** Changes that are comparisons and not purchases. */
const NOT_FOR_SALE = 2;

/**
 * What each change to a loop's instruments would do to the smallest leak that half of the time is seen: the detectability of the
 * loop as changed over that of the loop as it is, at the same false-alarm budget. Theory only; synthetic in nothing.
 */
export function advisePlacement(loop: LoopDescription): PlacementAdvice {
  const before = smallestLeaks(fuseGauges(loop));
  const options = CHANGES.flatMap(({ name, makes }) => {
    const changed = makes(loop);
    if (changed === null) return [];
    const after = smallestLeaks({ ...fuseGauges(changed), id: `${loop.id}: ${name}` });
    return [{ name, shrinks: after.map((leak, i) => ratio(leak, before[i]!)) }];
  });
  const names = CHANGES.slice(0, -NOT_FOR_SALE).map(({ name }) => name);
  const forSale = options.filter(({ name }) => names.includes(name));
  return {
    windows: before.map(({ window }) => window),
    options,
    best: before.map((_, i) => {
      const first = forSale.toSorted((a, b) => a.shrinks[i]! - b.shrinks[i]!)[0];
      return first && first.shrinks[i]! < WORTHWHILE ? first.name : null;
    }),
  };
}

const ratio = (after: SmallestLeak, before: SmallestLeak): number => after.halfPerDay / before.halfPerDay;
