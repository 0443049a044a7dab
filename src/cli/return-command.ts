import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import {
  forecastReturn,
  type ProfileName,
  type ReturnCase,
  type ReturnFile,
  type ReturnRules,
  readReturn,
  readReturnCase,
  readReturnRules,
  renderReturn,
} from "../forecast/crew-return/index.ts";
import { InputError } from "../telemetry/sample.ts";
import type { ReadOutcome } from "../vehicle/index.ts";
import { LineOutput } from "./output.ts";
import { readText } from "./text-file.ts";

const library = fileURLToPath(new URL("../../library/", import.meta.url));

interface ReturnFlags {
  ship?: string;
  crew?: string;
  profile: string;
  coolant?: string;
  rules?: string;
  members: string;
  seed: string;
  json?: boolean;
}

const DETAIL = `
SHIP is a shipped case such as soyuz-ms-22, a shipped kind of ship such as soyuz-ms, or a file of either. Without
--crew, every number of people from none to all seats is compared side by side. Phases run from the closing of the
hatch to recovery; cabin air, humidity, WBGT (ISO 7243) and electronics come with 5 to 95 % bands, limits with their
odds, and what was reported of the ship is held against the forecast. The same seed gives the same answer.

Examples:
  hoarfrost return soyuz-ms-22
  hoarfrost return soyuz-ms-22 --crew 2 --profile fast
  hoarfrost return soyuz-ms --coolant none --json`;

/** `hoarfrost return`: can people, or the ship alone, come home in it. */
export function addReturnCommand(program: Command): void {
  program
    .command("return")
    .description("come home in a ship whose cooling works or not: heat, humidity, limits, with 0 to 3 people")
    .argument("[ship]", "a shipped case or kind of ship, or a file")
    .option("--ship <name>", "the same, as an option")
    .option("--crew <n>", "people aboard; left out, every number is compared")
    .option("--profile <name>", "nominal or fast", "nominal")
    .option("--coolant <state>", "none or working (default: as the case says; working for a kind of ship)")
    .option("--rules <file>", "limits to judge by (default: the shipped ones)")
    .option("--members <n>", "members of the ensemble", "200")
    .option("--seed <n>", "seed of the ensemble", "1")
    .option("--json", "as JSON on standard output")
    .addHelpText("after", DETAIL)
    .action(async (asked: string | undefined, flags: ReturnFlags) => {
      const { file, ship: named } = openShip(oneShip(asked, flags.ship));
      const coolant = flags.coolant ?? named.coolant;
      if (coolant !== "none" && coolant !== "working")
        throw new InputError(`--coolant "${coolant}" is not a state of the cooling; write none or working`);
      if (flags.profile !== "nominal" && flags.profile !== "fast")
        throw new InputError(`--profile "${flags.profile}" is not a way home; write nominal or fast`);
      const profile: ProfileName = flags.profile;
      const rules = openRules(flags.rules);
      const crews =
        flags.crew === undefined
          ? Array.from({ length: file.seats + 1 }, (_, crew) => crew)
          : [whole(flags.crew, "--crew", 0, file.seats)];
      const ship = { ...named, coolant } as const;
      const forecast = forecastReturn({
        file,
        ship,
        rules,
        profile,
        crews,
        members: whole(flags.members, "--members", 20, 100_000),
        seed: whole(flags.seed, "--seed", 0, Number.MAX_SAFE_INTEGER),
      });
      const out = new LineOutput(process.stdout);
      await out.line(
        flags.json
          ? JSON.stringify({ schema: "hoarfrost/return/1", ship: ship.id, vehicle: file.id, ...forecast })
          : renderReturn(forecast, file, ship, rules),
      );
      await out.end();
    });
}

function whole(text: string, option: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InputError(`${option} "${text}" is not a whole number from ${least} to ${most}`);
}

function accepted<T>(outcome: ReadOutcome<T>): T {
  if (!outcome.ok) throw new InputError(outcome.problems.join("\n"));
  return outcome.value;
}

function openRules(path: string | undefined): ReturnRules {
  const found = path ?? join(library, "rules", "crew-return.yaml");
  return accepted(readReturnRules(readText(found), path ?? basename(found)));
}

function oneShip(asked: string | undefined, option: string | undefined): string {
  const name = asked ?? option;
  if (name === undefined)
    throw new InputError(
      `which ship? write for example "hoarfrost return soyuz-ms-22"; shipped are ${shippedReturns().join(", ")}`,
    );
  if (asked !== undefined && option !== undefined && asked !== option)
    throw new InputError(`two ships, "${asked}" and --ship "${option}"; leave one out`);
  return name;
}

function shippedReturns(): string[] {
  const files = readdirSync(join(library, "returns")).filter((entry) => entry.endsWith(".yaml"));
  return files.map((entry) => basename(entry, ".yaml")).sort();
}

/** Reads a case with its kind of ship, or a kind of ship alone, which then starts as its own file says. */
function openShip(name: string): { file: ReturnFile; ship: ReturnCase } {
  const folder = join(library, "returns");
  const shipped = shippedReturns();
  const path = shipped.includes(name) ? join(folder, `${name}.yaml`) : name;
  if (name !== "-" && !existsSync(path))
    throw new InputError(`ship "${name}" is neither a file nor shipped; shipped are ${shipped.join(", ")}`);
  const text = readText(path);
  const shownAs = name === "-" ? "standard input" : basename(path);
  if (/^hoarfrost:\s*return-case\//m.test(text)) {
    const ship = accepted(readReturnCase(text, shownAs));
    const beside = join(dirname(path), `${ship.vehicle}.yaml`);
    const of = existsSync(beside) ? beside : join(folder, `${ship.vehicle}.yaml`);
    if (!existsSync(of))
      throw new InputError(
        `${shownAs}: there is no return file of vehicle "${ship.vehicle}" beside it or in the library`,
      );
    return { file: accepted(readReturn(readText(of), basename(of))), ship };
  }
  const file = accepted(readReturn(text, shownAs));
  const { id, name: title, start, sources } = file;
  const ship = {
    hoarfrost: "return-case/1",
    id,
    name: title,
    vehicle: id,
    coolant: "working",
    sources,
    start,
  } as const;
  return { file, ship };
}
