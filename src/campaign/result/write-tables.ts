import { join } from "node:path";
import type { CampaignPlan } from "../campaign-plan.ts";
import type { CampaignFolder } from "../keep/campaign-folder.ts";
import { drawMembers } from "../sample/draw-members.ts";
import { type CurveBand, PROBABILITIES } from "./bands.ts";
import { ParquetTable, type TableColumn } from "./parquet-table.ts";

const MEMBER: TableColumn = { name: "member", type: "INT32" };
const TIME: TableColumn = { name: "time", type: "DOUBLE", unit: "s" };

const label = ({ title, program, seed }: CampaignPlan) => ({
  "hoarfrost.title": title,
  "hoarfrost.synthetic": "every value is of a simulation",
  "hoarfrost.program": program,
  "hoarfrost.seed": String(seed),
});

/**
 * Writes what each member drew and brought: `members.parquet`, a row a member with draws, numbers, and the problem of one that failed or the reason of one that ended early;
 * `curves.parquet`, a row a member and instant, a column a curve. Rows are by member, so the files do not depend on who ran first.
 */
export function writeMemberTables(plan: CampaignPlan, { path, journal }: CampaignFolder): void {
  const { layout, variables } = plan;
  const memberOf = drawMembers(variables, plan.seed, plan.sampling);
  const drawn = variables.map(
    ({ name, unit }): TableColumn => ({ name: `drawn ${name}`, type: "DOUBLE", unit }),
  );
  const numbers = layout.numbers.map(({ name, unit }): TableColumn => ({ name, type: "DOUBLE", unit }));
  const curves = layout.curves.map(({ name, unit }): TableColumn => ({ name, type: "DOUBLE", unit }));
  const problem: TableColumn = { name: "problem", type: "STRING" };
  const early: TableColumn = { name: "ended early", type: "STRING" };
  const rows = new ParquetTable(
    join(path, "members.parquet"),
    [MEMBER, problem, early, ...drawn, ...numbers],
    label(plan),
  );
  const points = new ParquetTable(join(path, "curves.parquet"), [MEMBER, TIME, ...curves], label(plan));
  const instants = layout.timesS.length;
  try {
    for (const number of journal.members) {
      if (number >= plan.members) continue;
      const failed = journal.problemOf(number) ?? null;
      const own = failed === null ? journal.numbersOf(number) : numbers.map(() => Number.NaN);
      const cells = [number, failed, journal.endedEarly(number) ?? null, ...memberOf(number).draws, ...own];
      rows.add(cells.map((cell) => [cell]));
      if (failed !== null) continue;
      const values = journal.curveValues(number);
      points.add([
        new Array<number>(instants).fill(number),
        layout.timesS,
        ...curves.map((_, curve) => values.subarray(curve * instants, (curve + 1) * instants)),
      ]);
    }
    rows.finish();
    points.finish();
  } catch (error) {
    rows.abandon();
    points.abandon();
    throw error;
  }
}

/** Writes `bands.parquet`: a row a curve and instant, with the members that have a value and the quantiles over them. */
export function writeBands(plan: CampaignPlan, { path }: CampaignFolder, bands: Iterable<CurveBand>): void {
  const quantiles = PROBABILITIES.map(
    (p): TableColumn => ({ name: `p${String(Math.round(100 * p)).padStart(2, "0")}`, type: "DOUBLE" }),
  );
  const columns: TableColumn[] = [
    { name: "curve", type: "STRING" },
    { name: "unit", type: "STRING" },
    TIME,
    { name: "members", type: "INT32" },
    ...quantiles,
  ];
  const table = new ParquetTable(join(path, "bands.parquet"), columns, label(plan));
  const { timesS } = plan.layout;
  try {
    for (const { name, unit, counts, quantiles: values } of bands) {
      const same = (text: string) => new Array<string>(timesS.length).fill(text);
      table.add([same(name), same(unit), timesS, counts, ...values]);
    }
    table.finish();
  } catch (error) {
    table.abandon();
    throw error;
  }
}
