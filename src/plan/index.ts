export { answerSchemas } from "./answer-schemas.ts";
export * from "./disposal/index.ts";
export * from "./options/index.ts";
export * from "./seats/index.ts";
export * from "./station/index.ts";
