import { z } from "zod";
import { publishedSchema } from "../vehicle/index.ts";

// What never happens is infinite, and a band of nothing is not a number: JSON has neither and writes null.
const figure = z.number().nullable().describe("null: never, or not known");
const band = z.strictObject({ median: figure, p05: figure, p95: figure }).describe("median and 90 % band");
const share = z.number().min(0).max(1);
const whole = z.int().min(0);
const instantS = z.number().describe("Unix seconds");
const driver = z.strictObject({
  name: z.string().describe("the number that was drawn"),
  share: z.number().describe("of the variance of ranks"),
  raises: z.boolean(),
});
const bandsBy = z.partialRecord(z.enum(["cabin", "humidity", "wbgt", "body", "electronics"]), band);

export const returnAnswerSchema = z.strictObject({
  schema: z.literal("hoarfrost/return/1"),
  ship: z.string(),
  vehicle: z.string(),
  profile: z.enum(["nominal", "fast"]),
  coolant: z.enum(["none", "working"]),
  members: whole,
  seed: whole,
  crews: z.array(
    z.strictObject({
      crew: whole,
      verdict: z.enum(["go", "conditional", "no-go"]),
      odds: share.describe("that at least one limit is broken"),
      limits: z.array(
        z.strictObject({
          rule: z.string(),
          quantity: z.string(),
          weight: z.enum(["limit", "advisory"]),
          says: z.string(),
          source: z.string(),
          odds: share,
          margin: band.describe("limit less highest value, SI"),
          reachedS: band.describe("since the hatch was closed"),
          marginS: band.describe("before (negative) or after the end of the trip"),
        }),
      ),
      because: z.array(z.string()),
      peaks: bandsBy,
      drivers: z.partialRecord(z.enum(["cabin", "humidity", "wbgt", "body", "electronics"]), z.array(driver)),
      toleranceS: band.nullable().describe("how long the bodies of the crew bear it"),
      phases: z.array(z.strictObject({ id: z.string(), name: z.string(), endS: band, atEnd: bandsBy })),
    }),
  ),
  reports: z.array(
    z.strictObject({
      report: z.string(),
      standing: z.enum(["reconciled", "cannot be reconciled"]),
      share,
      band,
    }),
  ),
});

export const keepoutAnswerSchema = z.strictObject({
  schema: z.literal("hoarfrost/keepout/1"),
  id: z.string(),
  members: whole,
  seed: whole,
  liquidOutS: band,
  speedAtFirstMPerS: band,
  speedBoilingMPerS: band,
  flashed: band.describe("share of the liquid that evaporates at once"),
  dropLifeS: band,
  coneRad: band,
  reachM: band,
  returning: share.describe("of the drops that come back to the station"),
  lastReturnS: band,
  targets: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      kind: z.enum(["people", "surface", "approach"]),
      safeFromS: band.describe("after the leak began"),
      safeAtOnce: share,
      safeAsPlanned: share.nullable(),
      plannedS: figure,
      landsKg: band,
      filmS: band,
      drivers: z.array(driver),
    }),
  ),
});

const memberFan = {
  counts: z.array(whole).describe("members that have a value, one an instant"),
  quantiles: z.array(z.array(figure)).describe("a row a probability, over the instants; SI"),
};
const alarmDifference = z.strictObject({
  members: whole,
  avoided: whole,
  caused: whole,
  probability: band.nullable(),
  laterS: band.nullable(),
});

export const forecastAnswerSchema = z.strictObject({
  schema: z.literal("hoarfrost/forecast/1"),
  synthetic: z.literal(true),
  title: z.string(),
  basis: z.array(z.string()),
  seed: whole,
  partial: z.boolean().describe("true while members are still being run"),
  members: z.strictObject({ asked: whole, sound: whole, failed: whole }),
  failure: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  horizonS: z.number(),
  timesS: z.array(z.number()),
  probabilities: z.array(share),
  alternatives: z.array(
    z.strictObject({
      name: z.string(),
      alarms: z.array(
        z.strictObject({
          name: z.string(),
          kind: z.enum(["limit", "prime", "empty", "alarm"]),
          means: z.string(),
          members: whole,
          unknown: whole,
          already: whole,
          probability: z.strictObject({ estimate: share.nullable(), p05: share, p95: share }),
          whenS: band.nullable(),
          difference: alarmDifference.optional(),
        }),
      ),
      curves: z.array(
        z.strictObject({
          name: z.string(),
          unit: z.string(),
          limits: z.array(z.strictObject({ bound: z.number(), side: z.enum(["above", "below"]) })),
          ...memberFan,
          difference: z.strictObject(memberFan).optional(),
        }),
      ),
    }),
  ),
});

const seating = z.strictObject({
  person: z.string(),
  ship: z.string().nullable(),
  place: z.string().nullable(),
  standing: z.enum(["good", "deck", "emergency", "none"]),
  why: z.string().nullable(),
});
const gap = z.strictObject({
  fromS: instantS,
  untilS: instantS.nullable(),
  severity: z.string(),
  people: z.array(seating),
});
const coverage = {
  intervals: z.array(
    z.strictObject({
      fromS: instantS,
      untilS: instantS.nullable(),
      seatings: z.array(seating),
      goodSeats: whole,
    }),
  ),
  gaps: z.array(gap),
  exceptions: z.array(gap),
};

export const seatsAnswerSchema = z.union([
  z.strictObject({ schema: z.literal("hoarfrost/seats/1"), station: z.string(), ...coverage }),
  z.strictObject({
    schema: z.literal("hoarfrost/seats/1"),
    station: z.string(),
    timeS: instantS,
    ports: z.record(z.string(), z.string().nullable()),
    blockedPorts: z.array(z.string()),
    ships: z.array(
      z.strictObject({ id: z.string(), port: z.string(), fitness: z.string(), why: z.string().nullable() }),
    ),
    people: z.array(
      z.strictObject({
        id: z.string(),
        where: z.string().nullable(),
        liner: z.strictObject({ ship: z.string(), place: z.string() }).nullable(),
        suit: z.string().nullable(),
      }),
    ),
    hatches: z.record(z.string(), z.string().nullable()),
    seatings: z.array(seating),
    goodSeats: whole,
  }),
]);

const ruleInConflict = z.strictObject({ rule: z.string(), says: z.string(), source: z.string().nullable() });
const refusal = z.strictObject({
  title: z.string(),
  conflict: z.array(ruleInConflict),
});

export const planAnswerSchema = z.strictObject({
  schema: z.literal("hoarfrost/plan/1"),
  rules: z.string(),
  whatIfs: z.array(z.looseObject({ kind: z.string() })),
  options: z.array(
    z.strictObject({
      title: z.string(),
      points: z.number().nullable().describe("null: a simple rule's plan that no solver ranked"),
      provenOptimal: z.boolean(),
      strategy: z.array(z.string()),
      breaks: z.array(ruleInConflict).describe("rules that it breaks, where no other way keeps them all"),
      steps: z.array(
        z.strictObject({
          timeS: instantS,
          kind: z.string(),
          ship: z.string(),
          people: z.array(z.string()),
          text: z.string(),
        }),
      ),
      toll: z.strictObject({
        noSeatPersonDays: z.number(),
        emergencySeatPersonDays: z.number(),
        deckPersonDays: z.number(),
      }),
      coverage: z.strictObject(coverage),
    }),
  ),
  unfinished: z.array(z.string()),
  refused: z.array(refusal),
  tried: z.array(z.strictObject({ title: z.string(), points: z.number() })),
  infeasible: refusal.nullable(),
  model: z.strictObject({ variables: whole, constraints: whole }),
});

const place = z.strictObject({ latitudeDeg: z.number(), longitudeDeg: z.number() });

export const disposeAnswerSchema = z.strictObject({
  schema: z.literal("hoarfrost/dispose/1"),
  id: z.string(),
  undocksS: instantS,
  burnS: instantS,
  nominal: z.strictObject({
    burnEndS: z.number(),
    entryS: z.number(),
    breakUpS: z.number(),
    impactS: z.number(),
    impact: place,
    entrySpeedMPerS: z.number(),
    peakHeatWPerM2: z.number(),
  }),
  burnToImpactS: band,
  burnToEntryS: band,
  footprint: z.strictObject({
    centre: place,
    alongM: z.number(),
    acrossM: z.number(),
    bearingDeg: z.number(),
    share,
  }),
  shareInTarget: share,
  casualties: band.describe("casualty expectation"),
  nearestCoast: z.strictObject({ name: z.string(), leastM: z.number(), p05M: z.number() }).nullable(),
  nearestLane: z
    .strictObject({ name: z.string(), leastM: z.number(), shareWithin: share })
    .nullable()
    .describe("of ships; shareWithin: pieces within 100 km of any lane"),
  shareOnLand: share,
  impacts: z.array(place).describe("where the piece of each run comes down"),
  members: whole,
  windows: z.array(z.strictObject({ fromS: instantS, untilS: instantS })),
  avionics: z.strictObject({ temperatureAtBurnK: band, shareThatLasts: share }).nullable(),
  imaging: z
    .strictObject({
      says: z.string(),
      lastsS: band,
      distanceAtEndM: band,
      withinReachS: band,
      path: z.array(z.strictObject({ afterS: z.number(), alongM: z.number(), upM: z.number() })),
    })
    .nullable()
    .describe("between undocking and departure; path beside the station, along its velocity and up"),
});

const failure = z.strictObject({ problem: z.string(), count: whole, firstMember: whole });

export const campaignAnswerSchema = z.strictObject({
  schema: z.literal("hoarfrost/campaign-summary/1"),
  synthetic: z.literal(true),
  title: z.string(),
  seed: whole,
  sampling: z.string(),
  members: whole.describe("asked for"),
  done: whole,
  failed: whole,
  failures: z.array(failure),
  endedEarly: z.array(failure),
  effectiveMembers: z.number(),
  passings: z.array(
    z.strictObject({
      name: z.string(),
      members: whole,
      unknown: whole,
      probability: z.strictObject({ estimate: share.nullable(), p05: share, p95: share }),
      whenS: band.nullable(),
    }),
  ),
  probabilities: z.array(share),
  bands: z.array(
    z.strictObject({
      curve: z.string(),
      unit: z.string(),
      timeS: z.number(),
      members: whole,
      quantiles: z.array(figure),
    }),
  ),
});

/** The published JSON Schemas of answers given with `--json`, by name. */
export function answerSchemas(): Record<string, Record<string, unknown>> {
  const named = (schema: z.ZodType, command: string) =>
    publishedSchema(schema, `${command}-answer-1`, `Answer of hoarfrost ${command} --json, version 1`);
  return {
    "return-answer-1": named(returnAnswerSchema, "return"),
    "keepout-answer-1": named(keepoutAnswerSchema, "keepout"),
    "forecast-answer-1": named(forecastAnswerSchema, "forecast"),
    "seats-answer-1": named(seatsAnswerSchema, "seats"),
    "plan-answer-1": named(planAnswerSchema, "plan"),
    "campaign-answer-1": named(campaignAnswerSchema, "campaign"),
    "dispose-answer-1": named(disposeAnswerSchema, "dispose"),
  };
}
