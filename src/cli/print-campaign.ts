import pc from "picocolors";
import type { CampaignSummary } from "../campaign/index.ts";
import { shownQuantity } from "./shown-quantity.ts";
import { textTable } from "./text-table.ts";
import { duration } from "./words.ts";

const percent = (part: number) => `${(100 * part).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`;

/** "0 h", "90 min", "72 h": an instant of a run. */
function instant(timeS: number): string {
  const hours = timeS / 3600;
  return Number.isInteger(hours) ? `${hours} h` : `${Math.round(timeS / 60)} min`;
}

/** A campaign in a page: what failed, the chance and time of passing each limit, the bands of each curve. */
export function printCampaign(summary: CampaignSummary): string {
  const { title, members, done, failed, failures, endedEarly, passings, bands, sampling, seed } = summary;
  const lines = [pc.bold(title) + pc.magenta("  SYNTHETIC")];
  const part = done < members ? ` of ${members}` : "";
  lines.push(
    `${done}${part} members, seed ${seed}, ${sampling === "sobol" ? "scrambled Sobol points" : "plain Monte Carlo"}`,
  );
  if (failed > 0) {
    lines.push(pc.yellow(`${failed} of them failed (${percent(failed / done)}) and are in no figure below:`));
    for (const { problem, count, firstMember } of failures.slice(0, 5))
      lines.push(pc.yellow(`  ${count} like member ${firstMember}: ${problem}`));
    if (failures.length > 5)
      lines.push(pc.yellow(`  and ${failures.length - 5} other kinds, in members.parquet`));
  }
  if (endedEarly.length > 0) {
    const count = endedEarly.reduce((sum, each) => sum + each.count, 0);
    lines.push(pc.yellow(`${count} ended early and count until then:`));
    for (const { problem, count: alike, firstMember } of endedEarly.slice(0, 5))
      lines.push(pc.yellow(`  ${alike} like member ${firstMember}: ${problem}`));
  }
  if (passings.length > 0) {
    lines.push("", pc.bold("Limits"));
    const rows = passings.map(({ name, probability, whenS }) => [
      name,
      `${probability.estimate === null ? "unknown" : percent(probability.estimate)} (${percent(probability.p05)} to ${percent(probability.p95)})`,
      whenS === null
        ? "never"
        : `${duration(whenS.median)} (${duration(whenS.p05)} to ${duration(whenS.p95)})`,
    ]);
    lines.push(
      ...textTable(
        [["passed", "chance (90 % interval)", "when, of those that do (5 to 95 %)"], ...rows],
        (i) => (i === 0 ? "left" : "right"),
      ),
    );
  }
  const times = [...new Set(bands.map(({ timeS }) => timeS))];
  const curves = [...new Set(bands.map(({ curve }) => curve))];
  if (curves.length > 0) {
    lines.push("", pc.bold("Median, and 5 to 95 % of the members"));
    const rows = curves.map((curve) => {
      const own = bands.filter((band) => band.curve === curve);
      const { word, show } = shownQuantity(own[0]!.unit, curve);
      const cells = own.map(({ quantiles: [low, , middle, , high] }) =>
        middle === null || middle === undefined
          ? "none"
          : `${show(middle)} (${show(low!)} to ${show(high!)})`,
      );
      return [word === "" ? curve : `${curve}, ${word}`, ...cells];
    });
    lines.push(...textTable([["", ...times.map(instant)], ...rows]));
  }
  return lines.join("\n");
}
