import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { assessLedger, type LedgerResult, plotLedger, renderLedger, shippedLedger } from "../ledger/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { LineOutput } from "./output.ts";
import { readText } from "./text-file.ts";
import { writeWhole } from "./whole-file.ts";

interface LedgerFlags {
  json?: boolean;
  plot?: string;
  severity?: string;
  confidence?: string;
}

const DETAIL = `
LEDGER is a list of anomalies with their exposure (docs/ledger.md); without one the shipped ledger of the
station's Russian segment, 2018 to 2023, is taken. Tests are exact for small numbers; the caveats belong to the answer.

Examples:
  hoarfrost ledger
  hoarfrost ledger --severity 3 --plot ledger.svg
  hoarfrost ledger my-list.yaml --json`;

export function addLedgerCommand(program: Command): void {
  program
    .command("ledger")
    .description("failures over time: is their rate really rising?")
    .argument("[ledger]", "ledger file, or - for standard input", fileURLToPath(shippedLedger))
    .option("--json", "the result as JSON")
    .option("--plot <file>", "write the count over time as SVG")
    .option("--severity <n>", "count only anomalies of this severity and more")
    .option("--confidence <p>", "of all intervals", "0.9")
    .addHelpText("after", DETAIL)
    .action(async (path: string, flags: LedgerFlags) => {
      const result = assess(path, flags);
      const out = new LineOutput(process.stdout);
      await out.line(flags.json ? JSON.stringify(result, null, 2) : renderLedger(result));
      if (flags.plot !== undefined) writeWhole(flags.plot, plotLedger(result));
      await out.end();
    });
}

function assess(path: string, flags: LedgerFlags): LedgerResult {
  try {
    return assessLedger({
      yaml: readText(path),
      fileName: path === "-" ? "standard input" : path,
      confidence: Number(flags.confidence),
      ...(flags.severity !== undefined && { severityFrom: Number(flags.severity) }),
    });
  } catch (problem) {
    if (problem instanceof RangeError) throw new InputError(problem.message);
    throw problem;
  }
}
