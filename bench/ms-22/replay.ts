/** The table of docs/forecast.md that holds MS-22's reports against the forecasts: `npx jiti bench/ms-22/replay.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import {
  dockedRows,
  REPLAY_BEGINS,
  REPLAY_ENDS,
  replaySection,
  returnRows,
} from "../../src/forecast/ms-22-replay.case.ts";

const page = new URL("../../docs/forecast.md", import.meta.url);
const text = readFileSync(page, "utf8");
const [from, until] = [text.indexOf(REPLAY_BEGINS), text.indexOf(REPLAY_ENDS)];
if (!(from >= 0 && until > from))
  throw new Error(`docs/forecast.md lacks ${REPLAY_BEGINS} or ${REPLAY_ENDS}`);
const section = replaySection([...dockedRows(), ...returnRows()]);
writeFileSync(page, `${text.slice(0, from)}${REPLAY_BEGINS}\n\n${section}\n\n${text.slice(until)}`);
