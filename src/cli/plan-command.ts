import type { Command } from "commander";
import {
  highsSolver,
  planCase,
  rankOptions,
  readPlanRules,
  readWhatIf,
  renderAnswer,
  shippedRules,
  WHAT_IF_FORMS,
} from "../plan/options/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { readInstant } from "./instant.ts";
import { LineOutput } from "./output.ts";
import { openStation } from "./seats-command.ts";
import { readText } from "./text-file.ts";

interface PlanFlags {
  rules?: string;
  knownAt?: string;
  whatIf?: string[];
  count?: string;
  proposals?: boolean;
  json?: boolean;
}

const DETAIL = `
STATION is a station file (default: the shipped one); the rules file says what was expected and known on which
day, what must hold and what counts for how much. Every plan is checked again by the traffic check and by the
seats. Options are different decisions about the people whose ship failed; where no further one keeps all rules,
the next says which it breaks. Where no plan keeps all rules, the smallest set of rules in conflict is named, and
what must be is waived for the least bad plan.

WHAT-IF is ${WHAT_IF_FORMS}; give the option again for more.

Examples:
  hoarfrost plan --known-at 2023-01-11
  hoarfrost plan --what-if "slip ms-23 60 days" --what-if "block poisk-zenith 2023-01-11"
  hoarfrost plan --what-if "fail crew-5 2023-02-01" --json`;

/** `hoarfrost plan`: ranked ways out, with reasons. */
export function addPlanCommand(program: Command): void {
  program
    .command("plan")
    .description("rank the ways to keep a seat for everyone, and say why others fail")
    .argument("[station]", "station file (default: the shipped station)")
    .option("--rules <file>", "rules, costs and expected traffic (default: 11 January 2023)")
    .option("--known-at <day>", "plan from what was known on this day (default: the day of the rules file)")
    .option("--what-if <text...>", "something that goes otherwise than expected")
    .option("--count <n>", "how many options", "3")
    .option(
      "--proposals",
      "try the proposals of the rules file too, and say which rules refuse them; takes longer",
    )
    .option("--json", "as JSON on standard output")
    .addHelpText("after", DETAIL)
    .action(async (location: string | undefined, flags: PlanFlags) => {
      const path = flags.rules ?? shippedRules;
      const text = readText(path);
      const read = readPlanRules(text, path);
      if (!read.ok) throw new InputError(read.problems.join("\n"));
      const knownAtS =
        flags.knownAt === undefined
          ? read.value["known-at"]
          : readInstant(flags.knownAt, "--known-at").valueS;
      if (knownAtS !== read.value["known-at"])
        throw new InputError(
          `--known-at "${flags.knownAt}": the rules file ${read.value.id} says what was expected on ${new Date(read.value["known-at"] * 1000).toISOString().slice(0, 10)}; give a rules file of that day with --rules`,
        );
      const count = Number(flags.count);
      if (!Number.isInteger(count) || count < 1 || count > 20)
        throw new InputError(`--count "${flags.count}" is not a whole number from 1 to 20`);
      const whatIfs = (flags.whatIf ?? []).map((written) => {
        const outcome = readWhatIf(written);
        if (!outcome.ok) throw new InputError(outcome.problem);
        return outcome.whatIf;
      });
      const station = openStation(location);
      let made: ReturnType<typeof planCase>;
      try {
        made = planCase(station, read.value, whatIfs);
      } catch (error) {
        if (error instanceof RangeError) throw new InputError(error.message);
        throw error;
      }
      const solver = highsSolver();
      const out = new LineOutput(process.stdout);
      try {
        const answer = await rankOptions(made, solver, {
          count,
          proposals: flags.proposals === true,
          clockS: () => performance.now() / 1000,
        });
        const options = answer.options.map(({ station: _station, ...rest }) => rest);
        await out.line(
          flags.json
            ? JSON.stringify({
                schema: "hoarfrost/plan/1",
                rules: read.value.id,
                whatIfs,
                ...answer,
                options,
              })
            : renderAnswer(made, answer),
        );
        await out.end();
      } finally {
        await solver.close();
      }
    });
}
