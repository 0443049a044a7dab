// A recorder to be killed: records the n-th samples without end, and prints how many are synced after each sync.
import { Recorder } from "./recorder.ts";
import { channels, eventFrom, nthEvent } from "./samples.case.ts";

const [folder = "", first = "0"] = process.argv.slice(2);
const recorder = await Recorder.open(folder, { source: "test", segmentBytes: 20_000, keepFreeBytes: 0 });
for (let n = Number(first); ; n++) {
  await recorder.write(eventFrom(nthEvent(n)), channels);
  if (n % 7 === 0) {
    await recorder.sync();
    process.stdout.write(`${n + 1}\n`);
  }
}
