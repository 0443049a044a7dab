import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openSource } from "./open-source.ts";
import { type Sample, samplesOf, sourceOf } from "./recorded.case.ts";
import { InputError, type SourceEvent, type TelemetrySource } from "./sample.ts";
import { writeCsv } from "./write-csv.ts";

const folder = mkdtempSync(join(tmpdir(), "hoarfrost-write-"));
afterAll(() => rmSync(folder, { recursive: true }));

const samples: fc.Arbitrary<Required<Sample>[]> = fc.array(
  fc.record({
    timeS: fc.oneof(
      fc.integer({ min: 1_653_055_200_000, max: 1_653_058_700_000 }).map((ms) => ms / 1000),
      fc.double({ min: 1_653_055_200, max: 1_653_058_700, noNaN: true }),
    ),
    channel: fc.constantFrom("p", "a, b", 'say "x"', "#1", " blank ", "°C é"),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
    quality: fc.constantFrom(0, 1, 2, 3),
  }),
  { minLength: 1, maxLength: 40 },
);

function broken(kind: "input" | "bug"): TelemetrySource {
  const whole = sourceOf([{ timeS: 0, channel: "a", value: 1 }]);
  return {
    ...whole,
    async *events(): AsyncGenerator<SourceEvent> {
      yield* whole.events();
      throw kind === "input" ? new InputError("run.csv:3: bad") : new TypeError("a bug");
    },
  };
}

describe("telemetry written as CSV", () => {
  it("reads back as the same doubles, names and qualities, plain and packed", async () => {
    await fc.assert(
      fc.asyncProperty(samples, fc.boolean(), async (wanted, packed) => {
        const path = join(folder, packed ? "out.csv.gz" : "out.csv");
        const written = await writeCsv(sourceOf(wanted, 7), path, { comments: ["synthetic\nlabelled"] });
        expect(written).toEqual({ samples: wanted.length, refused: 0 });
        expect(await samplesOf(await openSource(path))).toEqual(wanted);
        const bytes = readFileSync(path);
        const text = (packed ? gunzipSync(bytes) : bytes).toString();
        expect(text.startsWith("# synthetic labelled\ntime,channel,value,quality\n")).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves nothing behind, not even a half, when the source fails", async () => {
    const before = readdirSync(folder);
    await expect(writeCsv(broken("input"), join(folder, "half.csv"))).rejects.toThrow(InputError);
    await expect(writeCsv(broken("bug"), join(folder, "half.csv.gz"))).rejects.toThrow(TypeError);
    expect(readdirSync(folder)).toEqual(before);
  });

  it("says where it cannot write", async () => {
    const path = join(folder, "no such folder", "out.csv");
    await expect(writeCsv(sourceOf([{ timeS: 0, channel: "a", value: 1 }]), path)).rejects.toThrow(
      /no such folder\/out\.csv: cannot be written .*; choose another place/,
    );
  });

  it("says so when the reader of its pipe goes away", async () => {
    const closed = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" })),
    });
    await expect(
      writeCsv(sourceOf([{ timeS: 0, channel: "a", value: 1 }]), "-", { standardOutput: closed }),
    ).rejects.toThrow(/standard output: closed by its reader/);
  });
});
