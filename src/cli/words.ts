export * from "../report/words.ts";
