#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { InputError } from "../telemetry/sample.ts";
import { addBenchCommand } from "./bench-command.ts";
import { addCameraCommand } from "./camera-command.ts";
import { addCampaignCommand } from "./campaign-command.ts";
import { addCauseCommand } from "./cause-command.ts";
import { addCheckCommand } from "./check-command.ts";
import { addDebrisCommand } from "./debris-command.ts";
import { addDescribeCommand } from "./describe-command.ts";
import { addDetectabilityCommand } from "./detectability-command.ts";
import { addDisposeCommand } from "./dispose-command.ts";
import { addForecastCommand } from "./forecast-command.ts";
import { addInjectCommand } from "./inject-command.ts";
import { addKeepoutCommand } from "./keepout-command.ts";
import { addLedgerCommand } from "./ledger-command.ts";
import { Exit, OutputClosed } from "./outcome.ts";
import { addPlanCommand } from "./plan-command.ts";
import { addRecordCommand } from "./record-command.ts";
import { addReplayCommand } from "./replay-command.ts";
import { addReportCommand } from "./report-command.ts";
import { addReturnCommand } from "./return-command.ts";
import { addSeatsCommand } from "./seats-command.ts";
import { addServeCommand } from "./serve-command.ts";
import { addSimulateCommand } from "./simulate-command.ts";
import { version } from "./version.ts";
import { addWatchCommand } from "./watch-command.ts";

function buildProgram(): Command {
  const program = new Command("hoarfrost")
    .description(
      "Detects, sizes and explains coolant leaks of crewed spacecraft from their telemetry. A decision aid.",
    )
    .version(version())
    .showHelpAfterError("(add --help to see how it is used)")
    .exitOverride();
  addServeCommand(program);
  addWatchCommand(program);
  addRecordCommand(program);
  addInjectCommand(program);
  addReplayCommand(program);
  addSimulateCommand(program);
  addCheckCommand(program);
  addCauseCommand(program);
  addCameraCommand(program);
  addDebrisCommand(program);
  addLedgerCommand(program);
  addDetectabilityCommand(program);
  addDescribeCommand(program);
  addCampaignCommand(program);
  addBenchCommand(program);
  addSeatsCommand(program);
  addPlanCommand(program);
  addDisposeCommand(program);
  addReturnCommand(program);
  addKeepoutCommand(program);
  addReportCommand(program);
  addForecastCommand(program);
  for (const command of program.commands) command.exitOverride();
  return program;
}

/** A problem with what the user gave is told in a sentence; only a bug shows its stack. */
function report(problem: unknown): number {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? Exit.ok : Exit.usage;
  if (problem instanceof InputError || problem instanceof OutputClosed) {
    process.stderr.write(`hoarfrost: ${problem.message}\n`);
    return Exit.badInput;
  }
  const system = systemProblem(problem);
  if (system !== undefined) {
    process.stderr.write(`hoarfrost: ${system}\n`);
    return Exit.badInput;
  }
  const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  process.stderr.write(`hoarfrost: this is a bug, please report it\n${text}\n`);
  return Exit.failed;
}

/** What the operating system refused, in words: a folder that is a file, a full disk, an address that cannot be had. */
function systemProblem(problem: unknown): string | undefined {
  if (!(problem instanceof Error)) return undefined;
  const { code, syscall, path } = problem as NodeJS.ErrnoException;
  if (typeof code !== "string" || typeof syscall !== "string") return undefined;
  const [what] = problem.message.split(", ");
  return `${path ?? syscall}: cannot be used (${what}); choose another place, or change its permissions`;
}

try {
  await buildProgram().parseAsync();
} catch (problem) {
  process.exitCode = report(problem);
}
