import { describe, expect, test } from "vitest";
import type { ForecastAlarm } from "../forecast/thermal/index.ts";
import { predictAlarm } from "../forecast/thermal/index.ts";
import { alarmSentence } from "./print-forecast.ts";

const HOUR = 3600;
/** An alarm of 100 members, of which some pass at even steps between two times. */
function alarm(name: string, passing: number, fromH: number, untilH: number): ForecastAlarm {
  const timesS = Array.from({ length: 100 }, (_, i) =>
    i < passing ? HOUR * (fromH + ((untilH - fromH) * (i + 0.5)) / passing) : Number.NaN,
  );
  const endsS = timesS.map(() => 72 * HOUR);
  return { name, kind: "limit", means: "", ...predictAlarm({ timesS, endsS, horizonS: 72 * HOUR }) };
}

/** Narrow blanks as plain ones. */
const plain = (...of: Parameters<typeof alarmSentence>) => alarmSentence(...of).replaceAll("\u2009", " ");

describe("a predicted alarm", () => {
  test("is a sentence with its time, band and probability", () => {
    expect(plain(alarm("descent/temperature above 40 degC", 93, 2.6667, 4.6667), 100)).toMatch(
      /^descent\/temperature passes 40 degC in 3 h 40 min \(2 h 46 min to 4 h 34 min\), probability 0\.93 \(0\.87 to 0\.97\)$/,
    );
    expect(plain(alarm("external/pump.inlet/pressure below 0.4 kgf/cm2", 50, 1, 1), 100)).toMatch(
      /^external\/pump\.inlet\/pressure falls below 0\.4 kgf\/cm2 in 1 h, probability 0\.50/,
    );
    expect(plain(alarm("external: empty", 100, 2, 4), 100)).toMatch(
      /^external: empty: in 3 h \(.*\), probability 1\.00/,
    );
  });
});
