export * from "./emptying/index.ts";
