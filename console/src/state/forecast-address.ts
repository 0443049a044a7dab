import type { ForecastChoice, PickedAction, PickedWhatIf } from "./console-state.ts";

/** Horizons that can be chosen [h]. */
export const horizons = [6, 24, 72, 168] as const;
const USUAL_HOURS = 72;
/** As many as fit side by side beside doing nothing. */
export const WHAT_IFS_AT_MOST = 3;
const ACTIONS_AT_MOST = 8;
const NAME_AT_MOST = 60;

/** `load=all,to=shed,at=30min`: written as the command line's what-ifs are. */
function writeAction({ kind, what, to, atS }: PickedAction): string {
  return `${kind}=${what},to=${to}${atS === 0 ? "" : `,at=${Math.round(atS / 60)}min`}`;
}

function readAction(text: string): PickedAction | null {
  const found = /^\s*([a-z]+)=([\w.:-]+),to=([\w.-]+)(?:,at=(\d{1,5})(min|h))?\s*$/.exec(text);
  if (found === null) return null;
  const [, kind, what, to, at, unit] = found;
  const atS = at === undefined ? 0 : Number(at) * (unit === "h" ? 3600 : 60);
  return { kind: kind!, what: what!, to: to!, atS };
}

function readWhatIf(text: string): PickedWhatIf[] {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(0, colon)).trim().slice(0, NAME_AT_MOST);
  const picks = text
    .slice(colon + 1)
    .split(";")
    .slice(0, ACTIONS_AT_MOST)
    .flatMap((part) => readAction(part) ?? []);
  return name === "" || picks.length === 0 ? [] : [{ name, picks }];
}

/** Reads what an address asks of the forecast; what cannot be read is left out. */
export function readForecastChoice(said: URLSearchParams): ForecastChoice {
  const hours = Number(said.get("for"));
  const whatIfs = said.getAll("what-if").flatMap(readWhatIf);
  return {
    hours: horizons.find((each) => each === hours) ?? USUAL_HOURS,
    where: said.get("where") || null,
    whatIfs: whatIfs
      .filter(({ name }, at) => whatIfs.findIndex((each) => each.name === name) === at)
      .slice(0, WHAT_IFS_AT_MOST),
  };
}

export function writeForecastChoice(said: URLSearchParams, { hours, where, whatIfs }: ForecastChoice): void {
  if (hours !== USUAL_HOURS) said.set("for", String(hours));
  if (where !== null) said.set("where", where);
  for (const { name, picks } of whatIfs)
    said.append("what-if", `${name}: ${picks.map(writeAction).join("; ")}`);
}
