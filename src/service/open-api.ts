import { z } from "zod";
import { findingListSchema, healthSchema, runListSchema } from "./answers.ts";
import {
  acknowledgeSchema,
  alarmSchema,
  boardSchema,
  runSchema,
  seriesSchema,
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
    "/api/v1/runs/{run}/alarms/{alarm}/acknowledge": {
      post: {
        summary: "Answers for an alarm, with name and reason; on disk before the answer is given",
        parameters: [run, inPath("alarm", "An alarm's id, as the board names it")],
        requestBody: { required: true, content: content("Acknowledge") },
        responses: {
          200: { description: "The alarm as it now stands at that instant", content: content("Alarm") },
          400: bad,
          404: unknown,
          409: problem("The alarm asks for no answer at that instant"),
          503: problem("The answer could not be written to disk"),
        },
      },
    },
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
      Acknowledge: json(acknowledgeSchema),
      StreamMessage: json(streamMessageSchema),
      Problem: json(problemSchema),
    },
  },
};
