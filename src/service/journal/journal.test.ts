import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ActionJournal } from "./action-journal.ts";
import { Journal } from "./journal.ts";
import { openJournalFile } from "./journal-file.ts";
import { MemoryDisk } from "./memory-file.case.ts";

const contents = Array.from({ length: 5 }, (_, index) => ({ index, text: `answer ${index}, "ä\n"` }));

async function written(): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  const journal = await Journal.open(disk);
  for (const content of contents) await journal.append(content);
  return disk;
}

describe("the journal", () => {
  test("gives back what was written, in order", async () => {
    const journal = await Journal.open(new MemoryDisk((await written()).bytes));
    expect(journal.contents).toEqual(contents);
    expect(journal.problems).toEqual([]);
  });

  test("killed at every byte it ever wrote, loses no confirmed record, doubles none, and takes more", async () => {
    const disk = await written();
    const recordEnds = [...disk.bytes.entries()]
      .filter(([, byte]) => byte === 0x0a)
      .map(([index]) => index + 1);
    expect(disk.states).toHaveLength(disk.bytes.length);
    for (const state of disk.states) {
      const confirmed = recordEnds.filter((end) => end <= state.length).length;
      const survivor = new MemoryDisk(state);
      const journal = await Journal.open(survivor);
      // A record may be whole but for its line end: it was written, though not yet confirmed.
      expect(journal.contents.length - confirmed).toBeGreaterThanOrEqual(0);
      expect(journal.contents).toEqual(contents.slice(0, journal.contents.length));
      const wasTorn =
        state.length !== (recordEnds[confirmed - 1] ?? 0) && journal.contents.length === confirmed;
      expect(journal.problems).toHaveLength(wasTorn ? 1 : 0);
      await journal.append({ after: true });
      const again = await Journal.open(new MemoryDisk(survivor.bytes));
      expect(again.contents).toEqual([...journal.contents]);
      expect(again.problems).toEqual([]);
    }
  });

  test("with any single bit flipped, announces it and keeps all other records", async () => {
    const { bytes } = await written();
    const lineOf = (position: number) => bytes.subarray(0, position).filter((byte) => byte === 0x0a).length;
    for (let position = 0; position < bytes.length; position += 1) {
      const flipped = Buffer.from(bytes);
      flipped[position]! ^= 1 << (position % 8);
      const journal = await Journal.open(new MemoryDisk(flipped));
      const hit = lineOf(position);
      const isLineEnd = bytes[position] === 0x0a;
      const kept = contents.filter(({ index }) => index !== hit && !(isLineEnd && index === hit + 1));
      if (isLineEnd && hit === contents.length - 1) {
        expect(journal.contents).toEqual(contents.slice(0, -1));
      } else expect(journal.contents).toEqual(kept);
      expect(journal.problems.length).toBeGreaterThan(0);
    }
  });

  test("a record taken out is noticed", async () => {
    const lines = (await written()).bytes.toString().split("\n");
    const without = [...lines.slice(0, 2), ...lines.slice(3)].join("\n");
    const journal = await Journal.open(new MemoryDisk(Buffer.from(without)));
    expect(journal.contents).toEqual(contents.filter(({ index }) => index !== 2));
    expect(journal.problems).toEqual(["Records are missing from the journal before record 3."]);
  });

  test("whichever call of the disk fails, and for how long, what was confirmed stays and the rest is refused", async () => {
    const total = (await written()).calls;
    let refusals = 0;
    for (let nth = 2; nth <= total + 2; nth += 1) {
      for (const failsFor of [1, 2, 5]) {
        const disk = new MemoryDisk();
        const journal = await Journal.open(disk);
        disk.failsFrom = nth;
        disk.failsFor = failsFor;
        const confirmed: unknown[] = [];
        for (const content of contents) {
          try {
            await journal.append(content);
            confirmed.push(content);
          } catch {
            refusals += 1;
            expect(journal.problems.join()).toMatch(/cannot be written: the disk refuses to/);
          }
        }
        disk.failsFrom = Number.POSITIVE_INFINITY;
        await journal.append({ last: true });
        expect(journal.problems).toEqual([]);
        const again = await Journal.open(new MemoryDisk(disk.bytes));
        expect(again.contents).toEqual([...confirmed, { last: true }]);
        expect(again.problems).toEqual([]);
      }
    }
    expect(refusals).toBeGreaterThan(total);
  });

  test("a long record that failed leaves nothing behind a short one that follows", async () => {
    const disk = new MemoryDisk();
    const journal = await Journal.open(disk);
    disk.failsFrom = disk.calls + 1;
    disk.failsFor = 2;
    await expect(journal.append("x".repeat(5000))).rejects.toThrow(/refuses to write/);
    await journal.append("short");
    const again = await Journal.open(new MemoryDisk(disk.bytes));
    expect(again.contents).toEqual(["short"]);
    expect(again.problems).toEqual([]);
  });

  test("records appended at once are written one after the other", async () => {
    const disk = new MemoryDisk();
    const journal = await Journal.open(disk);
    await Promise.all(contents.map((content) => journal.append(content)));
    expect((await Journal.open(disk)).contents).toEqual(contents);
  });
});

describe("the journal of alarm actions", () => {
  const event = { kind: "acknowledge", timeS: 5, by: "A", reason: "seen" } as const;

  test("keeps runs apart and leaves out what it does not know, saying so", async () => {
    const disk = new MemoryDisk();
    const journal = await ActionJournal.open(disk);
    await journal.append("one", { loop: "a", cause: "leak", event });
    await journal.append("__proto__", { loop: "b", cause: "fault:p1", event });
    await (await Journal.open(disk)).append({ schema: "hoarfrost/alarm-action/9" });
    const again = await ActionJournal.open(disk);
    expect(again.actionsOf("one")).toEqual([{ loop: "a", cause: "leak", event }]);
    expect(again.actionsOf("__proto__")).toEqual([{ loop: "b", cause: "fault:p1", event }]);
    expect(again.actionsOf("two")).toEqual([]);
    expect(again.problems.join()).toMatch(/1 records of the journal are of a kind/);
  });
});

describe("on a real disk", () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  test("a journal is made with its folder, closed, and read again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hoarfrost-journal-"));
    folders.push(folder);
    const path = join(folder, "deep", "er", "alarms.journal");
    for (let round = 0; round < 3; round += 1) {
      const journal = await Journal.open(await openJournalFile(path));
      expect(journal.contents).toEqual(contents.slice(0, round));
      await journal.append(contents[round]);
      await journal.close();
    }
  });
});
