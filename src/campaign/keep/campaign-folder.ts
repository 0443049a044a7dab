import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../telemetry/sample.ts";
import { type CampaignPlan, curveValuesOf } from "../campaign-plan.ts";
import { differences, type Manifest, manifestOf, manifestSchema } from "./manifest.ts";
import { MemberJournal } from "./member-journal.ts";

const held = new Set<string>();

/** The folder of a campaign: its manifest, the journal of its members, and the tables made of them. One program at a time. */
export class CampaignFolder {
  readonly path: string;
  readonly journal: MemberJournal;

  private constructor(path: string, journal: MemberJournal) {
    this.path = path;
    this.journal = journal;
  }

  /**
   * Opens the folder of a campaign, or begins it.
   *
   * @throws InputError where the folder holds another campaign, is in use, or is not a campaign's
   */
  static open(path: string, plan: CampaignPlan): CampaignFolder {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
      throw new InputError(`${path}: this is a file; name a folder for the campaign`);
    mkdirSync(path, { recursive: true });
    lock(path);
    try {
      const now = manifestOf(plan);
      const manifestPath = join(path, "campaign.json");
      const journalPath = join(path, "members.journal");
      if (existsSync(manifestPath)) {
        const words = differences(readManifest(manifestPath), now);
        if (words.length > 0)
          throw new InputError(
            `${path}: holds members of another campaign (${words.join("; ")}); ` +
              "choose another folder, or delete this one to begin anew",
          );
      } else if (existsSync(journalPath)) {
        throw new InputError(
          `${path}: has members but no campaign.json to say of what; choose another folder`,
        );
      }
      writeWhole(manifestPath, `${JSON.stringify(now, null, 2)}\n`);
      const { layout } = plan;
      const journal = new MemberJournal(journalPath, layout.numbers.length, curveValuesOf(layout));
      return new CampaignFolder(path, journal);
    } catch (problem) {
      unlock(path);
      throw problem;
    }
  }

  close(): void {
    this.journal.close();
    unlock(this.path);
  }
}

function readManifest(path: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new InputError(`${path}: is not a campaign's manifest; choose another folder`);
  }
}

/** Writes a file that appears under its name only when it is whole. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, content);
  renameSync(partial, path);
}

const lockOf = (path: string) => join(path, "campaign.lock");

/** Two programs in one folder would tear each other's records. A lock whose program is gone is taken over. */
function lock(path: string): void {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(lockOf(path), `${process.pid}\n`, { flag: "wx" });
      held.add(path);
      return;
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
    }
    const holder = Number(readFileSync(lockOf(path), "utf8").trim() || "0");
    if (holder === process.pid ? held.has(path) : isRunning(holder))
      throw new InputError(
        `${path}: process ${holder} is running a campaign in it; wait for it, or choose another folder`,
      );
    rmSync(lockOf(path), { force: true });
  }
  throw new InputError(`${path}: could not be locked; others try to at the same time`);
}

function unlock(path: string): void {
  held.delete(path);
  rmSync(lockOf(path), { force: true });
}

function isRunning(processId: number): boolean {
  if (!Number.isSafeInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}
