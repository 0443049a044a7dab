import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const held = new Set<string>();

/**
 * Keeps a data folder for this service, for two of them would write over each other's records. A lock whose process is
 * gone is taken over. Gives what releases it; fails with a sentence that says who holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = resolve(join(folder, "service.lock"));
  await mkdir(folder, { recursive: true });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(path, `${process.pid}\n`, { flag: "wx" });
      held.add(path);
      return async () => {
        held.delete(path);
        await rm(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(await readFile(path, "utf8").catch(() => "0"));
    if (holder === process.pid ? held.has(path) : isRunning(holder)) {
      throw new Error(
        `Another Hoarfrost service, process ${holder}, uses the data folder ${folder}. Stop it, or name another folder. If there is none, delete ${path}.`,
      );
    }
    await rm(path, { force: true });
  }
  throw new Error(
    `The data folder ${folder} could not be locked: others try to at the same time. Start again.`,
  );
}

function isRunning(processId: number): boolean {
  if (!Number.isSafeInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
