// Own byte scanner against csv-parse on the same long CSV, both down to (time, channel, value) as numbers.
//
//   npx jiti bench/read-csv.ts FILE.csv
import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { openSource } from "../src/telemetry/index.ts";

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: read-csv.ts FILE.csv");

async function own(): Promise<[number, number]> {
  let samples = 0;
  let sum = 0;
  for await (const event of (await openSource(path!)).events()) {
    if (event.kind !== "samples") continue;
    samples += event.batch.count;
    for (let i = 0; i < event.batch.count; i++) sum += event.batch.value[i]!;
  }
  return [samples, sum];
}

async function csvParse(): Promise<[number, number]> {
  let samples = 0;
  let sum = 0;
  let newest = 0;
  const rows = createReadStream(path!, { highWaterMark: 1 << 20 }).pipe(
    parse({ comment: "#", comment_no_infix: true, trim: true, from_line: 1, relax_column_count: true }),
  );
  for await (const row of rows as AsyncIterable<string[]>) {
    if (row[0] === "time") continue;
    newest = Math.max(newest, row[0]!.endsWith("Z") ? Date.parse(row[0]!) / 1000 : Number(row[0]));
    samples++;
    sum += Number(row[2]);
  }
  return [samples, sum];
}

async function time(name: string, read: () => Promise<[number, number]>): Promise<number> {
  // Time of the processor, all threads: what other programs do on the machine matters less.
  const started = process.cpuUsage();
  const [samples, sum] = await read();
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  console.log(
    `${name}: ${samples} samples, ${Math.round(samples / seconds)} samples per processor second, checksum ${sum}`,
  );
  return samples / seconds;
}

await time("own scanner, first run", own);
const ours = await time("own scanner", own);
const theirs = await time("csv-parse", csvParse);
console.log(`ratio ${(ours / theirs).toFixed(1)}`);
