import { describe, expect, it } from "vitest";
import { totalsOf } from "../cabin/index.ts";
import { streamFrom } from "../stats/index.ts";
import { uncertainQuantities } from "../vehicle/twin/uncertain-quantities.ts";
import { buildTwin, type ScenarioAction, TwinRun } from "./index.ts";
import { shippedTwin } from "./shipped-twin.case.ts";
