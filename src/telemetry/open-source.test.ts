import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type OpenOptions, openSource } from "./open-source.ts";
import { recordings, recordingsPresent, samplesOf } from "./recorded.case.ts";
import { InputError, type SourceEvent } from "./sample.ts";

// Oracle for tables: csv-parse, another reader of CSV. Values and times compare to the last bit.
const folder = mkdtempSync(join(tmpdir(), "hoarfrost-read-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(content: string | Buffer, name = `table-${files++}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The text through standard input, cut into pieces of the size given. */
function piped(text: string | Buffer, size: number): OpenOptions {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  return { standardInput: Readable.from(pieces, { objectMode: false }) };
}

async function problemOf(
  content: string | Buffer,
  options: OpenOptions = {},
  name = "run.csv",
): Promise<string> {
  const path = file(content, name);
  const error = await (async () => samplesOf(await openSource(path, options)))().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message.replace(`${folder}/`, "");
}

const field = fc
  .stringMatching(/^[A-Za-z0-9 ",.;#°_'-]{1,12}$/)
  .map((text) => text.trim())
  .filter((text) => text !== "");
const quoted = (text: string, always: boolean): string =>
  always || /[",]|^#/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const row = fc.record({
  timeMs: fc.integer({ min: 1_653_055_200_000, max: 1_653_058_700_000 }),
  iso: fc.boolean(),
  name: field,
  value: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer({ min: -9999, max: 9999 }).map((n) => (n / 8).toFixed(3)),
  ),
  quotes: fc.boolean(),
  before: fc.constantFrom("", "", "", "\n", '# a comment, with "quotes"\n', "\r\n"),
});

describe("a long table", () => {
  it("is read as csv-parse reads it: quotes, CRLF, BOM, blank lines, comments, no last newline, any pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 400 }),
        async (rows, newline, mark, lastNewline, size) => {
          const lines = rows.map(({ timeMs, iso, name, value, quotes, before }) => {
            const time = iso ? new Date(timeMs).toISOString() : String(timeMs / 1000);
            return `${before}${time},${quoted(name, quotes)}, ${quotes ? `"${value}"` : value}`;
          });
          const text = `${mark ? "\ufeff" : ""}time,channel,value${newline}${lines.join(newline)}${lastNewline ? newline : ""}`;
          const expected = parse(text, {
            bom: true,
            columns: true,
            trim: true,
            comment: "#",
            comment_no_infix: true,
            skip_empty_lines: true,
            record_delimiter: ["\r\n", "\n"],
          }) as { time: string; channel: string; value: string }[];
          const found = await samplesOf(await openSource("-", piped(text, size)));
          expect(found.map(({ timeS, channel, value }) => [timeS, channel, value])).toEqual(
            expected.map(({ time, channel, value }) => [
              time.endsWith("Z") ? Date.parse(time) / 1000 : Number(time),
              channel,
              Number(value),
            ]),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it("gives the same from a file, a gzip file, and gzip in several members", async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `${1_653_055_200 + i / 8},c${i % 7},${i / 16}\n`);
    const head = `time,channel,value\n${rows.slice(0, 20_000).join("")}`;
    const tail = rows.slice(20_000).join("");
    const plain = await samplesOf(await openSource(file(head + tail)));
    expect(plain).toHaveLength(50_000);
    expect(plain[49_999]).toEqual({
      timeS: 1_653_055_200 + 49_999 / 8,
      channel: "c5",
      value: 49_999 / 16,
      quality: 0,
    });
    expect(await samplesOf(await openSource(file(gzipSync(head + tail))))).toEqual(plain);
    expect(await samplesOf(await openSource(file(Buffer.concat([gzipSync(head), gzipSync(tail)]))))).toEqual(
      plain,
    );
  });

  it("takes its columns in any order, with qualities, and no number where a quality says there is none", async () => {
    const text =
      "quality,value,channel,time\n,1,a,10\nsuspect,2,a,11\nbad,NaN,a,12\nmissing,,a,13\ngood,3,a,14\n";
    const samples = await samplesOf(await openSource(file(text)));
    expect(samples.map(({ value, quality }) => [value, quality])).toEqual([
      [1, 0],
      [2, 1],
      [0, 2],
      [0, 3],
      [3, 0],
    ]);
  });

  it("converts units to those of the vehicle file, and leaves equal ones untouched", async () => {
    const text =
      "time,channel,value,unit\n0,p,10,psi\n1,p,68.9,kPa\n2,t,50,degF\n3,q,7,%?\n4,other,1,furlong\n";
    const units = new Map([
      ["p", "kPa"],
      ["t", "degC"],
      ["q", "%?"],
    ]);
    const values = (await samplesOf(await openSource(file(text), { units }))).map(({ value }) => value);
    expect(values[0]).toBeCloseTo(68.94757, 5); // NIST SP 811: 1 psi = 6.894757 kPa
    expect(values[1]).toBe(68.9);
    expect(values[2]).toBeCloseTo(10, 9);
    expect(values.slice(3)).toEqual([7, 1]);
  });
});

describe("a wide table", () => {
  it("has a report for each cell that is not empty, in the unit of the vehicle file", async () => {
    const text = "time,p [psi],t [degC],flow\n2022-05-20T14:00:00Z,10,,3\n2022-05-20T14:00:01Z,,4,\n";
    const units = new Map([["p", "kPa"]]);
    const samples = await samplesOf(await openSource(file(text), { units }));
    expect(
      samples.map(({ timeS, channel, value }) => [timeS - 1653055200, channel, Number(value.toFixed(4))]),
    ).toEqual([
      [0, "p", 68.9476],
      [0, "flow", 3],
      [1, "t", 4],
    ]);
  });
});

describe("a table with more samples than a batch holds", () => {
  it("loses and repeats none of them, long or wide", async () => {
    const short = Array.from({ length: 150_000 }, (_, i) => `${i % 7},a,${i}`);
    const long = await samplesOf(await openSource(file(`time,channel,value\n${short.join("\n")}`)));
    expect(long.map(({ value }) => value)).toEqual(short.map((_, i) => i));
    const names = Array.from({ length: 300 }, (_, i) => `c${i}`);
    const rows = Array.from(
      { length: 700 },
      (_, row) => `${row},${names.map((_, i) => row * 300 + i).join(",")}`,
    );
    const wide = await samplesOf(
      await openSource(file(`time,${names.join(",")}\r\n${rows.join("\r\n")}\r\n`)),
    );
    expect(wide.map(({ value }) => value)).toEqual(Array.from({ length: 210_000 }, (_, i) => i));
    expect(
      wide.every(
        ({ channel, value, timeS }) => channel === `c${value % 300}` && timeS === Math.floor(value / 300),
      ),
    ).toBe(true);
  });
});

describe.skipIf(!recordingsPresent)("the recorded ISS form", () => {
  it("is recognised by its header, and its milliseconds become seconds", async () => {
    const samples = await samplesOf(await openSource(`${recordings}2022-05-20_thermal.csv.gz`));
    expect(samples).toHaveLength(72_766);
    expect(samples[0]).toEqual({
      timeS: 1653055200.3,
      channel: "P1000002",
      value: 2190.33203125,
      quality: 0,
    });
  });
});

describe("bad input", () => {
  const good = "time,channel,value\n2022-05-20T14:00:00Z,P1000002,2190.3\n";

  it.each([
    [
      "a column of another name",
      "time,chanel,value\n",
      /^run\.csv:1: column "value" needs the column "channel"/,
    ],
    [
      "a column too many",
      "time,channel,value,note\n",
      /^run\.csv:1: column "note" is not known in a long table/,
    ],
    [
      "no header",
      "2022-05-20T14:00:00Z,P1,3\n",
      /^run\.csv:1: the first column is "2022-05-20T14:00:00Z", not "time"/,
    ],
    ["a column twice", "time,p,p\n", /^run\.csv:1: column "p" stands twice/],
    [
      "a line with a column too many",
      `${good}2022-05-20T14:00:01Z,P1000002,2190,5\n`,
      /^run\.csv:3: the line has 4 columns, and the header has 3/,
    ],
    [
      "a bad number",
      `${good}2022-05-20T14:00:01Z,P1000002,21o0\n`,
      /^run\.csv:3: channel P1000002: "21o0" is not a number; remove the row/,
    ],
    [
      "NaN",
      `${good}2022-05-20T14:00:01Z,P1000002,NaN\n`,
      /^run\.csv:3: channel P1000002: "NaN" is not a finite number; remove the row or mark it with quality "bad"$/,
    ],
    [
      "an infinity",
      `${good}2022-05-20T14:00:01Z,P1000002,-inf\n`,
      /^run\.csv:3: channel P1000002: "-inf" is not a finite number/,
    ],
    [
      "a number too large for a double",
      `${good}2022-05-20T14:00:01Z,P1000002,1e999\n`,
      /^run\.csv:3: channel P1000002: "1e999" is not a finite number/,
    ],
    [
      "an empty value",
      `${good}2022-05-20T14:00:01Z,P1000002,\n`,
      /^run\.csv:3: channel P1000002: the value is empty/,
    ],
    ["a bad time", `${good}20 May 2022,P1000002,1\n`, /^run\.csv:3: time "20 May 2022" is neither ISO 8601/],
    [
      "a time in milliseconds",
      "time,channel,value\n1653055200300,P1000002,1\n",
      /^run\.csv:2: time "1653055200300" is outside .*divide it by 1000$/,
    ],
    [
      "time going back by more than an hour",
      `${good}2022-05-20T12:59:59Z,P1000002,1\n`,
      /^run\.csv:3: time goes back by 3601 s, from 2022-05-20T14:00:00.000Z on line 2 to 2022-05-20T12:59:59.000Z here, and the limit is 3600 s; put the parts of the file in order/,
    ],
    [
      "an unknown quality",
      "time,channel,value,quality\n0,a,1,fine\n",
      /^run\.csv:2: channel a: quality "fine" is not known/,
    ],
    [
      "an open quote",
      `${good}2022-05-20T14:00:01Z,"P1000002,1\n`,
      /^run\.csv:3: a quote is opened and not closed/,
    ],
    [
      "a file cut off in the middle of a line",
      `${good}2022-05-20T14:00:01Z,P10000`,
      /^run\.csv:3: the file ends in the middle of a line \(2 of 3 columns\)/,
    ],
    ["an empty file", "", /^run\.csv: the file is empty; expected a header line/],
    ["a file of comments only", "# nothing\n\n", /^run\.csv: the file is empty but for comments/],
    ["a header without rows", "time,channel,value\n", /^run\.csv: the file holds a header and no samples/],
  ])("is refused with place, value and way out: %s", async (_, content, message) => {
    expect(await problemOf(content)).toMatch(message);
  });

  it("is refused when the unit measures something else, or is not known", async () => {
    const units = new Map([["p", "kPa"]]);
    expect(await problemOf("time,p [degC]\n0,1\n", { units })).toMatch(
      /^run\.csv:1: channel p: unit "degC" measures temperature, and the vehicle file expects "kPa" \(pressure\)/,
    );
    expect(await problemOf("time,channel,value,unit\n0,p,1,kPa\n1,p,1,kg\n", { units })).toMatch(
      /^run\.csv:3: channel p: unit "kg" measures mass/,
    );
    expect(await problemOf("time,p [kpa]\n0,1\n", { units })).toMatch(
      /unit "kpa" is not known; write it as "kPa"/,
    );
  });

  it("is refused when it has none of the channels asked for", async () => {
    const units = new Map([["P1000002", "kPa"]]);
    expect(await problemOf("time,x,y\n0,1,2\n", { units })).toMatch(
      /unknown channels: the file has x, y, and the vehicle file asks for P1000002/,
    );
    expect(await problemOf("time,channel,value\n0,x,1\n", { units })).toMatch(
      /unknown channels: the file has x/,
    );
  });

  it("is refused when it is binary, damaged gzip, cut gzip, a folder or absent", async () => {
    const png = Buffer.from([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
    ]);
    expect(await problemOf(png)).toMatch(/^run\.csv: this is a binary file/);
    expect(await problemOf(Buffer.from("time,channel,value\n", "utf16le"))).toMatch(
      /^run\.csv: this is a binary file/,
    );
    const random = Array.from({ length: 40_000 }, (_, i) => `${i},a,${Math.sin(i)}\n`).join("");
    const packed = gzipSync(`time,channel,value\n${random}`);
    expect(await problemOf(packed.subarray(0, packed.length >> 1))).toMatch(
      /^run\.csv: the compressed file ends early/,
    );
    const damaged = Buffer.from(packed);
    damaged.fill(0x55, 100, 4000);
    expect(await problemOf(damaged)).toMatch(/^run\.csv: the compressed file is damaged/);
    await expect(openSource(folder)).rejects.toThrow(/this is a folder; name a file in it/);
    await expect(openSource(join(folder, "none.csv"))).rejects.toThrow(/none\.csv: there is no such file/);
  });

  it("is refused when a line never ends", async () => {
    expect(await problemOf(`time,channel,value\n0,${"x".repeat(3 << 20)}`)).toMatch(
      /^run\.csv:2: the line is longer than 1048576 bytes/,
    );
  });

  it("is named when the pipe it comes through breaks", async () => {
    const pipe = new PassThrough();
    pipe.write(good);
    const source = await openSource("-", { standardInput: pipe });
    setImmediate(() => pipe.destroy(new Error("read ECONNRESET")));
    await expect(samplesOf(source)).rejects.toThrow(
      /^standard input: the stream broke off \(read ECONNRESET\)/,
    );
  });

  it("is counted and reported instead, row by row, when the reader is lenient", async () => {
    const text = `${good}2022-05-20T14:00:01Z,P1000002,NaN\n2022-05-20T14:00:02Z,P1000002\n2022-05-20T11:00:03Z,P1000002,5\n`;
    const source = await openSource(file(text, "lenient.csv"), { lenient: true });
    const events: SourceEvent[] = [];
    let samples = 0;
    for await (const event of source.events()) {
      if (event.kind === "samples") samples += event.batch.count;
      else events.push(event);
    }
    expect(samples).toBe(2);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: "refused", count: 2 });
    expect((events[0] as { problem: string }).problem).toMatch(
      /lenient\.csv:3: channel P1000002: "NaN" is not a finite/,
    );
  });
});
