import type {
  Alarm,
  AlarmJournal,
  Board,
  CameraAnswer,
  CameraTimes,
  CauseAnswer,
  ClaimsAnswer,
  DebrisAnswer,
  DetectabilityAnswer,
  FindingList,
  ForecastChoices,
  ForecastQuestion,
  ForecastUpdate,
  LedgerAnswer,
  LibraryIncident,
  LibraryList,
  LoopModelAnswer,
  PlanAnswer,
  ReturnAnswer,
  Run,
  RunList,
  SchematicAnswer,
  SensorsAnswer,
  Series,
  ShelvedAlarm,
  StationAnswer,
} from "../../../src/service/contract.ts";
import type { Finding } from "../../../src/watch/finding.ts";

const base = "/api/v1";

/** What the service, or the way to it, refused; the message is fit to be shown. */
export class RequestProblem extends Error {
  readonly status: number | null;
  constructor(message: string, status: number | null) {
    super(message);
    this.status = status;
  }
}

/** The service's answer, unless it refuses. */
async function reach(path: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(base + path, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new RequestProblem("The service does not answer.", null);
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  // Problem details of RFC 9457: `detail` says what to do.
  const said = typeof body === "object" && body !== null ? (body as { detail?: unknown }).detail : null;
  const message = typeof said === "string" ? said : `The service answered ${response.status}.`;
  throw new RequestProblem(message, response.status);
}

async function ask<T>(path: string, options: RequestInit): Promise<T> {
  const response = await reach(path, options);
  return (await response.json().catch(() => null)) as T;
}

const of = encodeURIComponent;

/** Every run the service knows. */
export async function askRuns(signal: AbortSignal): Promise<readonly Run[]> {
  return (await ask<RunList>("/runs", { signal })).runs;
}

/** The whole board at an instant [s]: nothing in it is later than that. */
export function askBoard(run: string, timeS: number, signal: AbortSignal): Promise<Board> {
  return ask(`/runs/${of(run)}/at?timeS=${timeS}`, { signal });
}

/** What the watch said between two instants, the later one included. */
export async function askFindings(
  run: string,
  fromS: number,
  toS: number,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const path = `/runs/${of(run)}/findings?fromS=${fromS}&toS=${toS}`;
  return (await ask<FindingList>(path, { signal })).findings;
}

export interface SeriesWish {
  readonly run: string;
  readonly loop: string;
  readonly fromS: number;
  readonly toS: number;
  /** Most rows that are worth having: about one a pixel. */
  readonly points: number;
}

/** One loop's columns in a window of time, decimated to at most about `points` rows. */
export function askSeries(wish: SeriesWish, signal: AbortSignal): Promise<Series> {
  const query = new URLSearchParams({
    fromS: String(wish.fromS),
    toS: String(wish.toS),
    points: String(wish.points),
  });
  return ask(`/runs/${of(wish.run)}/loops/${of(wish.loop)}/series?${query}`, { signal });
}

/** What a camera at the run's ship has shown by an instant [s], or ever. */
export function askCamera(run: string, knownByS: number | null, signal: AbortSignal): Promise<CameraAnswer> {
  return ask(`/runs/${of(run)}/camera${knownByS === null ? "" : `?timeS=${knownByS}`}`, { signal });
}

/** Where a picture of the footage is. */
export const pictureAddress = (run: string, picture: number): string =>
  `${base}/runs/${of(run)}/camera/pictures/${picture}`;

/** The hardware of a loop as its vehicle file describes it; the same for every instant. */
export function askSchematic(run: string, loop: string, signal: AbortSignal): Promise<SchematicAnswer> {
  return ask(`/runs/${of(run)}/loops/${of(loop)}/schematic`, { signal });
}

/** What every declared sensor of a loop showed last at an instant [s]. */
export function askSensors(
  run: string,
  loop: string,
  timeS: number,
  signal: AbortSignal,
): Promise<SensorsAnswer> {
  return ask(`/runs/${of(run)}/loops/${of(loop)}/sensors?timeS=${timeS}`, { signal });
}

/** A loop by its twin: undisturbed, or with the leak as the watch knew it at an instant [s], and with valves shut from then on. */
export function askLoopModel(
  run: string,
  loop: string,
  timeS: number | null,
  shut: readonly string[],
  signal: AbortSignal,
): Promise<LoopModelAnswer> {
  const query = new URLSearchParams({
    ...(timeS !== null && { timeS: String(timeS) }),
    ...(shut.length > 0 && { shut: shut.join(",") }),
  });
  return ask(`/runs/${of(run)}/loops/${of(loop)}/model?${query}`, { signal });
}

/** When the loops of a case were confirmed by an instant [s], or ever, without and with the camera. */
export function askCameraTimes(
  run: string,
  knownByS: number | null,
  signal: AbortSignal,
): Promise<CameraTimes> {
  return ask(`/runs/${of(run)}/camera/times${knownByS === null ? "" : `?timeS=${knownByS}`}`, { signal });
}

/** The smallest leaks that the watch of a loop sees; the same for every instant. */
export function askDetectability(
  run: string,
  loop: string,
  signal: AbortSignal,
): Promise<DetectabilityAnswer> {
  return ask(`/runs/${of(run)}/loops/${of(loop)}/detectability`, { signal });
}

/** What can be asked of the future of a loop's vehicle, from what was known at an instant [s]. */
export function askForecastChoices(
  run: string,
  loop: string,
  timeS: number,
  signal: AbortSignal,
): Promise<ForecastChoices> {
  return ask(`/runs/${of(run)}/loops/${of(loop)}/forecast?timeS=${timeS}`, { signal });
}

/** Has a forecast run and tells each update as it comes; ends it after the signal. */
export async function runForecast(
  run: string,
  loop: string,
  question: ForecastQuestion,
  hear: (update: ForecastUpdate) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await reach(`/runs/${of(run)}/loops/${of(loop)}/forecast`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(question),
    signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let begun = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (begun + part.value).split("\n");
    begun = lines.pop()!;
    for (const line of lines) if (line !== "") hear(JSON.parse(line) as ForecastUpdate);
  }
}

/** The ledger as it stood at an instant [s], or whole. */
export function askLedger(
  severityFrom: number,
  knownByS: number | null,
  signal: AbortSignal,
): Promise<LedgerAnswer> {
  const then = knownByS === null ? "" : `&knownByS=${knownByS}`;
  return ask(`/ledger?severityFrom=${severityFrom}${then}`, { signal });
}

/** What was said of a run's case by an instant [s], or ever. */
export function askClaims(run: string, knownByS: number | null, signal: AbortSignal): Promise<ClaimsAnswer> {
  return ask(`/runs/${of(run)}/claims${knownByS === null ? "" : `?timeS=${knownByS}`}`, { signal });
}

/** Why the loop of a run's case leaked, as known by an instant [s] or ever, with items of evidence switched. */
export function askCause(
  run: string,
  knownByS: number | null,
  switches: { readonly off: readonly string[]; readonly on: readonly string[] },
  signal: AbortSignal,
): Promise<CauseAnswer> {
  const query = new URLSearchParams();
  if (knownByS !== null) query.set("timeS", String(knownByS));
  if (switches.off.length > 0) query.set("off", switches.off.join(","));
  if (switches.on.length > 0) query.set("on", switches.on.join(","));
  return ask(`/runs/${of(run)}/cause?${query}`, { signal });
}

/** The station at an instant [s], with nothing that was put on record later. */
export function askStation(run: string, timeS: number, signal: AbortSignal): Promise<StationAnswer> {
  return ask(`/runs/${of(run)}/station?timeS=${timeS}`, { signal });
}

/** Seats as flown, ways out and disposal, as known by an instant [s] or ever. */
export function askPlan(run: string, knownByS: number | null, signal: AbortSignal): Promise<PlanAnswer> {
  return ask(`/runs/${of(run)}/plan${knownByS === null ? "" : `?timeS=${knownByS}`}`, { signal });
}

/** Where the report on a run's case is, as known by an instant [s]. */
export const reportAddress = (run: string, timeS: number): string =>
  `${base}/runs/${of(run)}/report?timeS=${timeS}`;

const knownBy = (knownByS: number | null): string => (knownByS === null ? "" : `?timeS=${knownByS}`);

/** Whether people can come home in a ship at the station, as known at an instant [s]. */
export function askReturn(
  run: string,
  asked: {
    readonly timeS: number;
    readonly ship: string | null;
    readonly profile: string;
    readonly members: number;
  },
  signal: AbortSignal,
): Promise<ReturnAnswer> {
  const { timeS, ship, profile, members } = asked;
  const query = new URLSearchParams({ timeS: String(timeS), profile, members: String(members) });
  if (ship !== null) query.set("ship", ship);
  return ask(`/runs/${of(run)}/return?${query}`, { signal });
}

/** The incidents on file that had begun by an instant [s], or all. */
export const askLibrary = (knownByS: number | null, signal: AbortSignal): Promise<LibraryList> =>
  ask(`/library${knownBy(knownByS)}`, { signal });

/** What is on record of one incident by an instant [s], or ever. */
export const askIncident = (
  id: string,
  knownByS: number | null,
  signal: AbortSignal,
): Promise<LibraryIncident> => ask(`/library/${of(id)}${knownBy(knownByS)}`, { signal });

/** What was said of an incident in the library. */
export const askIncidentClaims = (
  id: string,
  knownByS: number | null,
  signal: AbortSignal,
): Promise<ClaimsAnswer> => ask(`/library/${of(id)}/claims${knownBy(knownByS)}`, { signal });

/** Why it leaked. */
export const askIncidentCause = (
  id: string,
  knownByS: number | null,
  signal: AbortSignal,
): Promise<CauseAnswer> => ask(`/library/${of(id)}/cause${knownBy(knownByS)}`, { signal });

/** Meteoroids and debris on the shipped case. */
export function askDebris(signal: AbortSignal): Promise<DebrisAnswer> {
  return ask("/debris", { signal });
}

/** What happened to a run's alarms up to an instant [s], and who did what. */
export function askJournal(run: string, timeS: number, signal: AbortSignal): Promise<AlarmJournal> {
  return ask(`/runs/${of(run)}/alarms?timeS=${timeS}`, { signal });
}

interface Said {
  readonly by: string;
  readonly reason: string;
  /** Instant of the time bar. */
  readonly atS: number;
}

function act<T>(alarm: Pick<Alarm, "id" | "run">, action: string, said: Said): Promise<T> {
  return ask(`/runs/${of(alarm.run)}/alarms/${of(alarm.id)}/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(said),
  });
}

/** Acknowledges an alarm as of an instant of the time bar; answers with the alarm as it now stands. */
export const acknowledgeAlarm = (alarm: Pick<Alarm, "id" | "run">, said: Said): Promise<Alarm> =>
  act(alarm, "acknowledge", said);

/** Takes an alarm off the board for a while. */
export const shelveAlarm = (
  alarm: Pick<Alarm, "id" | "run">,
  said: Said & { readonly forS: number },
): Promise<ShelvedAlarm> => act(alarm, "shelve", said);

/** Puts a shelved alarm back on the board. */
export const unshelveAlarm = (alarm: Pick<Alarm, "id" | "run">, said: Said): Promise<Alarm> =>
  act(alarm, "unshelve", said);
