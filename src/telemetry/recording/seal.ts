import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { type Disk, sha256 } from "./disk.ts";
import { MANIFEST, MANIFEST_HEADER, manifestLine, readManifest } from "./manifest.ts";
import { soundLength, summarise } from "./segment-text.ts";

const compress = promisify(gzip);
export const decompress = promisify(gunzip);

/** Ending of a sealed segment that is not finished. */
const PART = ".part";

/**
 * Turns a complete plain segment into a compressed one that the manifest vouches for. At each point at least one complete
 * copy is on the medium, so an interruption costs nothing. Returns the bytes that the folder grew by, usually negative.
 */
export async function seal(disk: Disk, plain: string): Promise<number> {
  const text = await disk.read(plain);
  const packed = await compress(text);
  const sealed = `${plain}.gz`;
  const file = await disk.append(`${sealed}${PART}`);
  try {
    await file.write(packed);
    await file.datasync();
  } finally {
    await file.close();
  }
  await disk.rename(`${sealed}${PART}`, sealed);
  await disk.syncFolder();
  const vouched = await vouch(disk, sealed, text, packed);
  await disk.remove(plain);
  await disk.syncFolder();
  return packed.length + vouched - text.length;
}

/** Appends a sealed segment's checksum to the manifest. Returns the bytes appended. */
async function vouch(disk: Disk, sealed: string, text: Buffer, packed: Buffer): Promise<number> {
  const existing = (await disk.list()).find(({ name }) => name === MANIFEST);
  const head = existing === undefined || existing.bytes === 0 ? `${MANIFEST_HEADER}\n` : "";
  const line = Buffer.from(head + manifestLine(sealed, summarise(text), packed.length, sha256(packed)));
  const file = await disk.append(MANIFEST);
  try {
    await file.write(line);
    await file.datasync();
  } finally {
    await file.close();
  }
  return line.length;
}

/**
 * Brings a folder to order after an interruption at any point: unfinished files go, torn last lines are cut, segments
 * that were left plain are sealed, sealed ones that the manifest does not name yet are added to it. Returns what was
 * done, in words. Does nothing to a folder that was closed in order.
 */
export async function repair(disk: Disk): Promise<readonly string[]> {
  const done: string[] = [];
  const names = (await disk.list()).map(({ name }) => name).sort();
  for (const name of names.filter((name) => name.endsWith(PART))) {
    await disk.remove(name);
    done.push(`${name}: unfinished, removed`);
  }
  if (names.includes(MANIFEST)) await cutTornLine(disk, MANIFEST, done);
  const manifest = readManifest(names.includes(MANIFEST) ? (await disk.read(MANIFEST)).toString() : "");
  const whole = new Set<string>();
  for (const sealed of names.filter((name) => name.endsWith(".csv.gz"))) {
    const entry = manifest.entries.get(sealed);
    // Months of segments are not read again at each start.
    if (entry !== undefined && !names.includes(sealed.slice(0, -3))) continue;
    const packed = await disk.read(sealed);
    if (entry !== undefined) {
      if (sha256(packed) === entry.sha256) whole.add(sealed);
      continue;
    }
    const text = await decompress(packed).catch(() => undefined);
    if (text === undefined) continue;
    await vouch(disk, sealed, text, packed);
    whole.add(sealed);
    done.push(`${sealed}: sealed but not in the manifest, added`);
  }
  for (const plain of names.filter((name) => name.endsWith(".csv") && name !== MANIFEST)) {
    await settle(disk, plain, whole.has(`${plain}.gz`), done);
  }
  if (done.length > 0) await disk.syncFolder();
  return done;
}

/** A segment left plain: superfluous beside its sealed copy, empty, or to be sealed. */
async function settle(disk: Disk, plain: string, hasCopy: boolean, done: string[]): Promise<void> {
  if (hasCopy) {
    await disk.remove(plain);
    done.push(`${plain}: sealed already, removed`);
    return;
  }
  await cutTornLine(disk, plain, done);
  const { samples, events } = summarise(await disk.read(plain));
  if (samples === 0 && events === 0) {
    await disk.remove(plain);
    done.push(`${plain}: empty, removed`);
    return;
  }
  await seal(disk, plain);
  done.push(`${plain}: left open with ${samples} samples, sealed`);
}

async function cutTornLine(disk: Disk, name: string, done: string[]): Promise<void> {
  const text = await disk.read(name);
  const sound = soundLength(text);
  if (sound === text.length) return;
  await disk.truncate(name, sound);
  done.push(`${name}: torn last line of ${text.length - sound} bytes cut`);
}
