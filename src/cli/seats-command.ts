import { basename } from "node:path";
import type { Command } from "commander";
import {
  renderCoverage,
  renderSeatChart,
  renderSeatsAt,
  seatChartSvg,
  seatCoverage,
  seatsAt,
} from "../plan/seats/index.ts";
import { readStation, type Station, shippedStation, stateAt, writeInstant } from "../plan/station/index.ts";
import { InputError } from "../telemetry/sample.ts";
import { readInstant } from "./instant.ts";
import { LineOutput } from "./output.ts";
import { readText } from "./text-file.ts";

interface SeatsFlags {
  at?: string;
  chart?: boolean;
  svg?: boolean;
  json?: boolean;
}

const DETAIL = `
STATION is a station file, or - for standard input; without it, the shipped station of December 2022 to
September 2023. Without --at: every stretch of time in which somebody has no good seat. With --at: who sits
where at that instant. A seat is good in a ship that may carry people at any time; a ship for emergencies
only counts as a caution, none at all as an alarm, a liner on a cargo deck as a marked exception. --chart draws
everybody's seat against time as text, --svg as a picture.

Examples:
  hoarfrost seats
  hoarfrost seats --chart
  hoarfrost seats --svg > seats.svg
  hoarfrost seats --at 2023-02-11T10:12Z
  hoarfrost seats my-station.yaml --json`;

/** Reads a station that the command line names; refuses it with every problem it has. */
export function openStation(location: string | undefined): Station {
  const path = location ?? shippedStation;
  const text = readText(path);
  const outcome = readStation(
    text,
    path === "-" ? "standard input" : location === undefined ? basename(path) : path,
  );
  if (!outcome.ok) throw new InputError(outcome.problems.join("\n"));
  return outcome.value;
}

/** `hoarfrost seats`: who would flee in which ship, and when somebody could not. */
export function addSeatsCommand(program: Command): void {
  program
    .command("seats")
    .description("who has a seat in a ship that can leave, and when somebody has none")
    .argument("[station]", "station file, or - for standard input (default: the shipped station)")
    .option("--at <instant>", "the seats at one instant, such as 2023-02-11T10:12Z")
    .option("--chart", "seats against time, a line a person")
    .option("--svg", "seats against time as an SVG document on standard output")
    .option("--json", "as JSON on standard output")
    .addHelpText("after", DETAIL)
    .action(async (location: string | undefined, flags: SeatsFlags) => {
      const shapes = [
        flags.at !== undefined && "--at",
        flags.chart === true && "--chart",
        flags.svg === true && "--svg",
      ].filter((shape) => shape !== false);
      if (shapes.length > 1 || (flags.json === true && (flags.chart === true || flags.svg === true)))
        throw new InputError(
          `${[...shapes, ...(flags.json === true ? ["--json"] : [])].join(" and ")} ask for different answers; give one of them`,
        );
      const station = openStation(location);
      const out = new LineOutput(process.stdout);
      if (flags.at === undefined) {
        const coverage = seatCoverage(station);
        await out.line(
          flags.json
            ? JSON.stringify({ schema: "hoarfrost/seats/1", station: station.id, ...coverage })
            : flags.svg
              ? seatChartSvg(station, coverage)
              : flags.chart
                ? renderSeatChart(station, coverage)
                : renderCoverage(station, coverage),
        );
      } else {
        const { valueS, relative } = readInstant(flags.at, "--at");
        const timeS = relative ? station.fromS + valueS : valueS;
        if (timeS < station.fromS || timeS >= station.untilS)
          throw new InputError(
            `--at "${flags.at}" lies outside ${station.id}, which runs from ${writeInstant(station.fromS)} to ${writeInstant(station.untilS)} UTC`,
          );
        await out.line(
          flags.json
            ? JSON.stringify({
                schema: "hoarfrost/seats/1",
                station: station.id,
                ...stateAt(station, timeS),
                ...seatsAt(station, timeS),
              })
            : renderSeatsAt(station, timeS),
        );
      }
      await out.end();
    });
}
