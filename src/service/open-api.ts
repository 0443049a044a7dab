import { z } from "zod";
import { healthSchema } from "./answers.ts";
import {
  acknowledgeSchema,
  alarmJournalSchema,
  alarmSchema,
  boardSchema,
  cameraAnswerSchema,
  cameraTimesSchema,
  causeAnswerSchema,
  claimsAnswerSchema,
  debrisAnswerSchema,
  detectabilityAnswerSchema,
  findingListSchema,
  forecastChoicesSchema,
  forecastQuestionSchema,
  forecastUpdateSchema,
  ledgerAnswerSchema,
  libraryIncidentSchema,
  libraryListSchema,
  loopModelSchema,
  planAnswerSchema,
  returnAnswerSchema,
  runListSchema,
  runSchema,
  schematicAnswerSchema,
  sensorsAnswerSchema,
  seriesSchema,
  shelvedAlarmSchema,
  shelveSchema,
  stationAnswerSchema,
  streamMessageSchema,
} from "./contract.ts";
import { problemSchema } from "./problem.ts";
import { pointsLimit } from "./query.ts";

const json = (schema: z.ZodType) => {
  const { $schema: _, ...body } = z.toJSONSchema(schema, { io: "output" });
  return body;
};
const content = (name: string, type = "application/json") => ({
  [type]: { schema: { $ref: `#/components/schemas/${name}` } },
});
const problem = (description: string) => ({
  description,
  content: content("Problem", "application/problem+json"),
});
const inPath = (name: string, description: string) => ({
  name,
  in: "path",
  required: true,
  description,
  schema: { type: "string" },
});
const inQuery = (
  name: string,
  description: string,
  required: boolean,
  schema: object = { type: "number" },
) => ({
  name,
  in: "query",
  required,
  description,
  schema,
});

const run = inPath("run", "A run's id, as /api/v1/runs lists it");
const fromS = inQuery("fromS", "First instant, Unix seconds; the start of the run if left out", false);
const toS = inQuery(
  "toS",
  "Last instant, Unix seconds; nothing later enters the answer. The end if left out",
  false,
);
const knownBy = inQuery(
  "timeS",
  "Nothing that became known later enters the answer; the whole record if left out",
  false,
);
const unknown = problem("There is no such thing");
const bad = problem("The input is not as described here");

function get(
  summary: string,
  schema: string,
  parameters: object[],
  problems: Record<string, object>,
): object {
  return {
    get: {
      summary,
      parameters,
      responses: { 200: { description: summary, content: content(schema) }, ...problems },
    },
  };
}

function act(summary: string, body: string, answer: string, conflict: string): object {
  return {
    post: {
      summary,
      parameters: [run, inPath("alarm", "An alarm's id, as the board names it")],
      requestBody: { required: true, content: content(body) },
      responses: {
        200: { description: "The alarm as it now stands at that instant", content: content(answer) },
        400: bad,
        404: unknown,
        409: problem(conflict),
        503: problem("The answer could not be written to disk"),
      },
    },
  };
}

/** The HTTP interface as OpenAPI 3.1, made from the schemas that the service itself checks with. */
export const openApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "Hoarfrost",
    version: "1",
    description:
      "Loops under watch for coolant leaks. Times are Unix seconds; quantities are SI unless a name says otherwise. Every answer for an instant comes from nothing later than it. A decision aid, not flight software.",
    license: { name: "MIT", identifier: "MIT" },
  },
  paths: {
    "/api/v1/health": get("Whether the watch works, and what is wrong", "Health", [], {}),
    "/api/v1/runs": get("All runs", "RunList", [], {}),
    "/api/v1/runs/{run}": get("One run", "Run", [run], { 404: unknown }),
    "/api/v1/runs/{run}/loops/{loop}/series": get(
      "A loop's history as columns, decimated with its extremes",
      "Series",
      [
        run,
        inPath("loop", "A loop's id"),
        fromS,
        toS,
        inQuery("points", "Rows wanted at most; 2000 if left out. Silence inside a row adds a row", false, {
          type: "integer",
          minimum: 2,
          maximum: pointsLimit,
        }),
      ],
      { 400: bad, 404: unknown },
    ),
    "/api/v1/runs/{run}/loops/{loop}/schematic": get(
      "A loop's hardware with places to draw it at, as its vehicle file describes it, or why there is none",
      "SchematicAnswer",
      [run, inPath("loop", "A loop's id")],
      { 404: unknown },
    ),
    "/api/v1/runs/{run}/loops/{loop}/sensors": get(
      "Every sensor that the loop's vehicle file declares, with what it showed last by an instant",
      "SensorsAnswer",
      [run, inPath("loop", "A loop's id"), inQuery("timeS", "The instant, Unix seconds", true)],
      { 400: bad, 404: unknown },
    ),
    "/api/v1/runs/{run}/loops/{loop}/model": get(
      "Flow, temperature, pressure and phase of a loop by its twin: undisturbed, or with the leak as the watch knew it at an instant; simulated, never measured",
      "LoopModel",
      [
        run,
        inPath("loop", "A loop's id"),
        inQuery("timeS", "The instant, Unix seconds; the undisturbed loop if left out", false),
        inQuery("shut", "Valves that are shut at the instant, separated by commas", false, {
          type: "string",
        }),
      ],
      { 400: bad, 404: unknown },
    ),
    "/api/v1/runs/{run}/loops/{loop}/detectability": get(
      "The smallest leaks that the watch of a loop confirms within 10 min, 1 h, 1 day and 1 week, by theory",
      "DetectabilityAnswer",
      [run, inPath("loop", "A loop's id")],
      { 404: unknown },
    ),
    "/api/v1/runs/{run}/at": get(
      "The board at one instant",
      "Board",
      [run, inQuery("timeS", "The instant, Unix seconds", true)],
      { 400: bad, 404: unknown },
    ),
    "/api/v1/runs/{run}/findings": get("What the watch said", "FindingList", [run, fromS, toS], {
      400: bad,
      404: unknown,
    }),
    "/api/v1/runs/{run}/alarms": get(
      "The journal of the run's alarms up to an instant: what happened, who did what and why",
      "AlarmJournal",
      [run, inQuery("timeS", "The instant, Unix seconds", true)],
      { 400: bad, 404: unknown },
    ),
    "/api/v1/runs/{run}/alarms/{alarm}/acknowledge": act(
      "Answers for an alarm, with name and reason; on disk before the answer is given",
      "Acknowledge",
      "Alarm",
      "The alarm asks for no answer at that instant",
    ),
    "/api/v1/runs/{run}/alarms/{alarm}/shelve": act(
      "Takes an alarm off the board for at most eight hours, with name and reason",
      "Shelve",
      "ShelvedAlarm",
      "The alarm cannot be shelved at that instant",
    ),
    "/api/v1/runs/{run}/alarms/{alarm}/unshelve": act(
      "Puts a shelved alarm back on the board before its time, with name and reason",
      "Acknowledge",
      "Alarm",
      "The alarm is not shelved at that instant",
    ),
    "/api/v1/runs/{run}/claims": get(
      "What was said of a case by an instant, and what the numbers say of it",
      "ClaimsAnswer",
      [run, knownBy],
      { 400: bad, 404: unknown, 503: problem("Too many questions wait") },
    ),
    "/api/v1/runs/{run}/cause": get(
      "Why a loop of a case leaked: odds between named hypotheses, with the evidence known by an instant",
      "CauseAnswer",
      [
        run,
        knownBy,
        inQuery("off", "Ids of evidence to leave out, with commas between", false, { type: "string" }),
        inQuery("on", "Ids of evidence that is off by default, to count", false, { type: "string" }),
      ],
      { 400: bad, 404: unknown, 503: problem("Too many questions wait") },
    ),
    "/api/v1/runs/{run}/station": get(
      "The station at an instant: ports, ships, hatches, people and their seats, orbit and Sun",
      "StationAnswer",
      [
        run,
        inQuery("timeS", "The instant, Unix seconds; nothing put on record later enters the answer", true),
      ],
      { 400: bad, 404: problem("There is no such run, or no station file covers the instant") },
    ),
    "/api/v1/runs/{run}/plan": get(
      "Seats as flown, the planner's ways out, and the disposal of a cargo ship, as known by an instant",
      "PlanAnswer",
      [run, knownBy],
      {
        400: bad,
        404: problem("There is no such run, or no station file covers the instant"),
        503: problem("Too many questions wait"),
      },
    ),
    "/api/v1/runs/{run}/loops/{loop}/forecast": {
      ...get(
        "What can be asked of the future of a loop's vehicle, and from which leak a forecast would start",
        "ForecastChoices",
        [
          run,
          inPath("loop", "A loop's id"),
          inQuery("timeS", "The instant, Unix seconds; nothing the watch said later enters", true),
        ],
        { 400: bad, 404: unknown },
      ),
      post: {
        summary:
          "Runs a forecast from what the watch knew at an instant; each line of the answer is a ForecastUpdate, and closing it ends the forecast",
        parameters: [run, inPath("loop", "A loop's id")],
        requestBody: { required: true, content: content("ForecastQuestion") },
        responses: {
          200: {
            description: "Progress, bands that narrow, and the bands of all members at the end",
            content: content("ForecastUpdate", "application/x-ndjson"),
          },
          400: bad,
          404: problem("There is no such run or loop, or its vehicle file describes no hardware"),
          503: problem("Too many forecasts are being run"),
        },
      },
    },
    "/api/v1/runs/{run}/return": get(
      "Whether 0 to 3 people can come home in a ship at the station, as it was known at an instant",
      "ReturnAnswer",
      [
        run,
        inQuery("timeS", "The instant, Unix seconds; nothing put on record later enters", true),
        inQuery(
          "ship",
          "Id of a ship at the station; one without cooling, or else the first, if left out",
          false,
          {
            type: "string",
          },
        ),
        inQuery("profile", "nominal or fast; nominal if left out", false, { type: "string" }),
        inQuery("members", "Members of the ensemble, 20 to 200; 40 if left out", false, { type: "integer" }),
      ],
      { 400: bad, 404: problem("There is no such run, or no such ship was there then") },
    ),
    "/api/v1/library": get(
      "The incidents on file that had begun by an instant, or all",
      "LibraryList",
      [knownBy],
      { 400: bad },
    ),
    "/api/v1/library/{incident}": get(
      "What is on record of one incident, with its sources",
      "LibraryIncident",
      [inPath("incident", "An incident's id"), knownBy],
      { 400: bad, 404: problem("There is no such incident, or it had not begun by then") },
    ),
    "/api/v1/library/{incident}/claims": get(
      "What was said of an incident by an instant, and what the numbers say of it",
      "ClaimsAnswer",
      [inPath("incident", "An incident's id"), knownBy],
      { 400: bad, 404: problem("There is no such incident, or it had not begun by then") },
    ),
    "/api/v1/library/{incident}/cause": get(
      "Why it leaked: odds between named hypotheses, with the evidence known by an instant",
      "CauseAnswer",
      [inPath("incident", "An incident's id"), knownBy],
      { 400: bad, 404: problem("There is no such incident, or it had not begun by then") },
    ),
    "/api/v1/runs/{run}/report": {
      get: {
        summary: "The report on a case, as known by an instant: one HTML file that stands for itself",
        parameters: [run, knownBy],
        responses: {
          200: {
            description: "A page to keep; the same question gives the same bytes",
            content: { "text/html": { schema: { type: "string" } } },
          },
          400: bad,
          404: unknown,
          503: problem("Too many questions wait"),
        },
      },
    },
    "/api/v1/runs/{run}/camera": get(
      "Footage of a case's ship, made up from its leak, and what the camera watch says of it up to an instant",
      "CameraAnswer",
      [run, knownBy],
      { 400: bad, 404: unknown },
    ),
    "/api/v1/runs/{run}/camera/times": get(
      "When each loop of a case was confirmed and isolated by its pressures alone and with the camera beside them; takes half a minute the first time",
      "CameraTimes",
      [run, knownBy],
      { 400: bad, 404: unknown },
    ),
    "/api/v1/runs/{run}/camera/pictures/{picture}": {
      get: {
        summary: "One kept picture of the footage",
        parameters: [run, inPath("picture", "Its number, as the camera's answer lists it")],
        responses: {
          200: {
            description: "A grey bitmap",
            content: { "image/bmp": { schema: { type: "string", format: "binary" } } },
          },
          404: unknown,
        },
      },
    },
    "/api/v1/ledger": get(
      "The shipped list of anomalies, and what may fairly be said of their rate",
      "LedgerAnswer",
      [
        inQuery("severityFrom", "Count only anomalies of this severity and more; all if left out", false, {
          type: "integer",
          minimum: 1,
          maximum: 4,
        }),
        inQuery("knownByS", "Count nothing later than this; the whole list if left out", false),
      ],
      { 400: bad, 404: problem("Nothing of the list had happened by then") },
    ),
    "/api/v1/debris": get(
      "Meteoroids and debris on the shipped case: fluxes, perforations, two hits near each other",
      "DebrisAnswer",
      [],
      {},
    ),
    "/api/v1/stream": {
      get: {
        summary:
          "Server-sent events: each message is a StreamMessage; events reload and dropped carry a reason",
        parameters: [
          {
            name: "Last-Event-ID",
            in: "header",
            required: false,
            description: "Number of the last message read: those after it are sent first",
            schema: { type: "string" },
          },
        ],
        responses: {
          200: { description: "An endless stream", content: content("StreamMessage", "text/event-stream") },
          503: problem("Too many clients"),
        },
      },
    },
  },
  components: {
    schemas: {
      Health: json(healthSchema),
      RunList: json(runListSchema),
      Run: json(runSchema),
      Series: json(seriesSchema),
      Board: json(boardSchema),
      FindingList: json(findingListSchema),
      Alarm: json(alarmSchema),
      ShelvedAlarm: json(shelvedAlarmSchema),
      AlarmJournal: json(alarmJournalSchema),
      Acknowledge: json(acknowledgeSchema),
      Shelve: json(shelveSchema),
      ClaimsAnswer: json(claimsAnswerSchema),
      PlanAnswer: json(planAnswerSchema),
      DetectabilityAnswer: json(detectabilityAnswerSchema),
      SchematicAnswer: json(schematicAnswerSchema),
      SensorsAnswer: json(sensorsAnswerSchema),
      StationAnswer: json(stationAnswerSchema),
      CauseAnswer: json(causeAnswerSchema),
      CameraAnswer: json(cameraAnswerSchema),
      CameraTimes: json(cameraTimesSchema),
      LoopModel: json(loopModelSchema),
      ForecastChoices: json(forecastChoicesSchema),
      ForecastQuestion: json(forecastQuestionSchema),
      ForecastUpdate: json(forecastUpdateSchema),
      LibraryList: json(libraryListSchema),
      LibraryIncident: json(libraryIncidentSchema),
      ReturnAnswer: json(returnAnswerSchema),
      LedgerAnswer: json(ledgerAnswerSchema),
      DebrisAnswer: json(debrisAnswerSchema),
      StreamMessage: json(streamMessageSchema),
      Problem: json(problemSchema),
    },
  },
};
