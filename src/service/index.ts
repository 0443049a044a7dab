export { type Health, healthSchema } from "./answers.ts";
export * from "./contract.ts";
export { openApiDocument } from "./open-api.ts";
export { type ProblemDocument, problemSchema } from "./problem.ts";
export type { RunInput, WatchOutput } from "./run-input.ts";
export { createService, type RunWatch, type Service, type ServiceOptions } from "./service.ts";
