import type { Command } from "commander";
import pc from "picocolors";
import {
  advisePlacement,
  fuseGauges,
  injectTrials,
  linesOf,
  renderAdvice,
  renderDetectability,
  smallestLeaks,
} from "../leakbench/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { fromSi, parseQuantity } from "../units/index.ts";
import type { LoopDescription } from "../vehicle/loop-description.ts";
import { Exit } from "./outcome.ts";
import { LineOutput } from "./output.ts";
import { Progress } from "./progress.ts";
import { chooseLoops, loadVehicle } from "./vehicles.ts";

interface DetectabilityFlags {
  loop?: string[];
  json?: boolean;
  trials: string;
  static?: string;
  advice?: boolean;
}

const DETAIL = `
Theory: the trace that a leak leaves in the watch's own filter, put through its own test at the threshold that the vehicle
file's false-alarm budget sets. Beside it, leaks of the size that nineteen times of twenty should show are put into made-up
noise of the same description, and the watch looks: SYNTHETIC. The last-but-one column is a bound: told size and onset, no
detector with this budget sees half of all leaks smaller than that.

--advice: the same theory on the loop with a finer code, a second gauge, better temperatures, and so on: which instrument would
buy most, and which would buy nothing.

A loop known only by a pressure is answered in its own unit a day; with --static, in per cent of that pressure a day.

Examples:
  hoarfrost detectability iss --loop LAB-MTL
  hoarfrost detectability progress-ms --trials 0 --advice
  hoarfrost detectability iss --loop ETCS-A --static "2000 kPa"`;

export function addDetectabilityCommand(program: Command): void {
  program
    .command("detectability")
    .description("smallest leak that would be seen within 10 min, 1 h, 1 day and 1 week")
    .argument("<vehicle>", "vehicle file, or the name of a shipped one")
    .option("--loop <id...>", "only these loops")
    .option("--trials <n>", "injected leaks for each time; 0 for theory alone", "4")
    .option("--static <pressure>", 'static pressure of loops known by a pressure only, such as "2000 kPa"')
    .option("--advice", "also what other instruments would do to these sizes; takes some seconds a loop")
    .option("--json", "one JSON object a loop and line")
    .addHelpText("after", DETAIL)
    .action(async (vehicle: string, flags: DetectabilityFlags) => {
      process.exitCode = await runDetectability(vehicle, flags);
    });
}

async function runDetectability(name: string, flags: DetectabilityFlags): Promise<number> {
  const trials = Number(flags.trials);
  if (!(Number.isInteger(trials) && trials >= 0)) {
    throw new InputError(`--trials "${flags.trials}" is not a whole number from 0 up`);
  }
  const loops = chooseLoops(loadVehicle(name), flags.loop);
  const out = new LineOutput(process.stdout);
  const progress = new Progress("injecting");
  if (trials > 0 && !flags.json) await out.line(pc.magenta("SYNTHETIC  injected leaks are made up"));
  for (const [done, loop] of loops.entries()) {
    const leaks = smallestLeaks(fuseGauges(loop));
    const injected =
      trials === 0
        ? []
        : leaks.map((leak) => {
            progress.update(done / loops.length, `${loop.id}, ${leak.window}`);
            return injectTrials(loop, leak, trials);
          });
    progress.clear();
    const advice = flags.advice ? advisePlacement(loop) : null;
    const lines = linesOf(loop, leaks, injected, staticReading(loop, flags.static));
    if (flags.json) {
      const { meanTimeBetweenFalseAlarmsS } = loop;
      await out.line(
        JSON.stringify({
          schema: "hoarfrost/detectability/1",
          loop: loop.id,
          meanTimeBetweenFalseAlarmsS,
          lines,
          ...(advice && { advice }),
        }),
      );
    } else {
      await out.line(`${renderDetectability(loop, lines)}\n`);
      if (advice) await out.line(`${renderAdvice(loop, advice)}\n`);
    }
  }
  await out.end();
  return Exit.ok;
}

function staticReading(loop: LoopDescription, text: string | undefined): number | null {
  if (text === undefined || loop.inventory.kind !== "pressure-proxy") return null;
  const parsed = parseQuantity(text, "pressure");
  if (!parsed.ok) throw new InputError(`--static: ${parsed.problem}`);
  return fromSi(parsed.value, loop.inventoryUnit);
}
