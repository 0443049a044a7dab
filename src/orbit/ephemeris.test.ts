// Oracles: astronomy-engine (VSOP87, independent) for the Sun, daily over 20 years: direction 0.004 degrees, distance
// 1e-4 relative; the published SGP4 verification vectors of object 00005 (Vallado et al. 2006): 1e-6 km, 1e-9 km/s;
// a derived ISS beta table and two dated events: 0.1 degree (beside the repository; skipped with a line if absent).

import { existsSync, readFileSync } from "node:fs";
import { Body, e_tilt, GeoVector, MakeTime, RotateVector, Rotation_EQJ_EQD, Vector } from "astronomy-engine";
import { describe, expect, test } from "vitest";
import { verifyBelow } from "../../test/verified.case.ts";
import {
  ASTRONOMICAL_UNIT_M,
  angleBetween,
  betaAngleRad,
  circularOrbitOf,
  circularTrajectory,
  cylindricalEclipseFraction,
  DAY_S,
  DEGREE,
  j2000FromOfDate,
  nodeRateRadPerS,
  norm,
  ofDateFromJ2000,
  orbitNormal,
  orbitPeriodS,
  readTwoLineElements,
  rotateAbout,
  semiMajorAxisM,
  sgp4Trajectory,
  sunPositionM,
  type TwoLineElements,
  tleChecksum,
  type Vector3,
} from "./index.ts";

const at = (iso: string) => Date.parse(iso) / 1000;

function elementsOf(text: string): TwoLineElements {
  const read = readTwoLineElements(text);
  if (!read.ok) throw new Error(read.problem);
  return read.elements;
}

const VANGUARD = `1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753
2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667`;

describe("the Sun", () => {
  test("stays within 0.004 degrees and 1e-4 of the distance of an independent ephemeris, each day of 20 years", () => {
    let worstAngle = 0;
    let worstDistance = 0;
    for (let day = 0; day < 20 * 365.25; day++) {
      const timeS = at("2010-01-01T06:00:00Z") + day * DAY_S;
      const time = MakeTime(new Date(timeS * 1000));
      const ofDate = RotateVector(Rotation_EQJ_EQD(time), GeoVector(Body.Sun, time, true));
      // from the true equinox to the mean one, as in TEME
      const equationOfEquinoxes = (e_tilt(time).ee * 15 * DEGREE) / 3600;
      const oracle = rotateAbout([0, 0, 1], -equationOfEquinoxes, [ofDate.x, ofDate.y, ofDate.z]);
      const ours = sunPositionM(timeS);
      worstAngle = Math.max(worstAngle, angleBetween(ours, oracle));
      worstDistance = Math.max(worstDistance, Math.abs(norm(ours) / ASTRONOMICAL_UNIT_M / norm(oracle) - 1));
    }
    verifyBelow(
      { subject: "direction of the Sun, daily over 20 years", oracle: "astronomy-engine", unit: "deg" },
      worstAngle / DEGREE,
      0.004,
    );
    verifyBelow(
      { subject: "distance of the Sun, daily over 20 years", oracle: "astronomy-engine", unit: "relative" },
      worstDistance,
      1e-4,
    );
  });
});

describe("two-line elements", () => {
  test("are read with epoch and angles", () => {
    const elements = elementsOf(`VANGUARD 1\n${VANGUARD}`);
    expect(elements.name).toBe("VANGUARD 1");
    expect(elements.catalogueNumber).toBe("00005");
    expect(elements.epochS).toBeCloseTo(at("2000-06-27T18:50:19.733Z"), 2);
    expect(elements.eccentricity).toBeCloseTo(0.1859667, 12);
  });
  test("with one wrong digit are refused with the line and both checksums", () => {
    const read = readTwoLineElements(VANGUARD.replace("34.2682", "34.2683"));
    expect(read).toEqual({ ok: false, problem: expect.stringContaining("line 2 ends with checksum 7") });
  });
  test("cut short, swapped or of two objects are refused with what is wrong", () => {
    const problem = (text: string) => {
      const read = readTwoLineElements(text);
      return read.ok ? "" : read.problem;
    };
    const [one, two] = VANGUARD.split("\n") as [string, string];
    expect(problem(one)).toContain("two lines");
    expect(problem(`${one.slice(0, 60)}\n${two}`)).toContain("60 characters");
    expect(problem(`${two}\n${one}`)).toContain('begins with "2"');
    const other = two.replace("00005", "00006").slice(0, 68);
    expect(problem(`${one}\n${other}${tleChecksum(other)}`)).toContain("do not belong together");
    const tilted = two.replace("34.2682", "94.2682").replace("  94", " 294").slice(0, 68);
    expect(problem(`${one}\n${tilted}${tleChecksum(tilted)}`)).toContain("inclination");
  });
});

describe("a trajectory", () => {
  test("by SGP4 has the published verification vectors", () => {
    const elements = elementsOf(VANGUARD);
    const trajectory = sgp4Trajectory(elements);
    const table: [number, Vector3, Vector3][] = [
      [0, [7022.46529266, -1400.08296755, 0.03995155], [1.893841015, 6.405893759, 4.53480725]],
      [360, [-7154.03120202, -3783.17682504, -3536.19412294], [4.741887409, -4.151817765, -2.093935425]],
      [4320, [-9060.47373569, 4658.70952502, 813.68673153], [-2.232832783, -4.11045349, -3.157345433]],
    ];
    for (const [minutes, km, kmPerS] of table) {
      const state = trajectory(elements.epochS + 60 * minutes);
      for (const i of [0, 1, 2] as const) {
        verifyBelow(
          { subject: "position from two-line elements", oracle: "published SGP4 test set", unit: "km" },
          Math.abs(state.positionM[i] / 1000 - km[i]),
          1e-6,
        );
        expect(Math.abs(state.velocityMPerS[i] / 1000 - kmPerS[i])).toBeLessThan(1e-9);
      }
    }
  });
  test("by SGP4 that ends in decay says when and what to do", () => {
    const lines = [
      "1 25544U 98067A   22350.92995838  .00012052  00000+0  21882-1 0  999",
      "2 25544  51.6430 151.3097 0003678 167.7951 338.1576 16.4999689937352",
    ];
    const elements = elementsOf(lines.map((line) => `${line}${tleChecksum(line)}`).join("\n"));
    expect(() => sgp4Trajectory(elements)(elements.epochS + 400 * DAY_S)).toThrow(
      /400\.00 days.*use elements nearer/,
    );
  });
  test("on a circle closes after a period, and its node turns as J2 says", () => {
    const radiusM = 6.795e6;
    const orbit = {
      radiusM,
      inclinationRad: 51.643 * DEGREE,
      nodeRad: 1,
      argumentOfLatitudeRad: 0,
      epochS: 0,
    };
    const still = circularTrajectory({ ...orbit, nodeRateRadPerS: 0 });
    const [a, b] = [still(0).positionM, still(orbitPeriodS(radiusM)).positionM];
    expect(angleBetween(a, b)).toBeLessThan(1e-9);
    expect(norm(a)).toBeCloseTo(radiusM, 3);
    const turning = circularTrajectory(orbit);
    const [first, last] = [orbitNormal(turning(0)), orbitNormal(turning(DAY_S))];
    const turnedDeg = (Math.atan2(last[0], -last[1]) - Math.atan2(first[0], -first[1])) / DEGREE;
    expect(turnedDeg).toBeCloseTo((nodeRateRadPerS(radiusM, orbit.inclinationRad) * DAY_S) / DEGREE, 2);
    // observed between two tracked epochs: -4.954 deg/day
    expect(turnedDeg).toBeCloseTo(-4.954, 1);
  });
});

const folder = new URL("../../../shared/data/iss-orbit/", import.meta.url);
const present = existsSync(folder);
if (!present) process.stdout.write("skipped: ISS beta table is not beside the repository\n");

describe.runIf(present)("the ISS around the two leaks", () => {
  const facts = present ? JSON.parse(readFileSync(new URL("iss-orbit.json", folder), "utf8")) : null;
  const rows = present
    ? readFileSync(new URL("beta-2022-12-01_2023-03-31.csv", folder), "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","))
        .map(([utc, , beta, sunlit]) => ({ timeS: at(utc!), betaDeg: Number(beta), sunlit: Number(sunlit) }))
    : [];
  const elements = () => elementsOf(facts.tle[0].lines.join("\n"));

  test("had the tabled beta angle by SGP4 for a week about the epoch of its elements", () => {
    const iss = elements();
    const trajectory = sgp4Trajectory(iss);
    const near = rows.filter(({ timeS }) => Math.abs(timeS - iss.epochS) < 7 * DAY_S);
    expect(near.length).toBeGreaterThan(20);
    for (const { timeS, betaDeg } of near)
      expect(Math.abs(betaAngleRad(trajectory(timeS), sunPositionM(timeS)) / DEGREE - betaDeg)).toBeLessThan(
        0.1,
      );
  });
  test("had the tabled beta angle and sunlit share over four months with its tracked node rate", () => {
    const rate = (facts.derived.nodal_rate_deg_per_day * DEGREE) / DAY_S;
    const trajectory = circularTrajectory(circularOrbitOf(elements(), rate));
    for (const { timeS, betaDeg, sunlit } of rows) {
      const beta = betaAngleRad(trajectory(timeS), sunPositionM(timeS));
      expect(Math.abs(beta / DEGREE - betaDeg)).toBeLessThan(0.1);
      expect(Math.abs(1 - cylindricalEclipseFraction(beta, 6.795e6) - sunlit)).toBeLessThan(0.002);
    }
  });
  test("had the plane that the tracked state vector of February 2023 gives, once precessed to the equinox of date", () => {
    const vector = facts.stateVectors[0];
    const timeS = at(vector.utc);
    const km: Vector3 = [vector.x_km, vector.y_km, vector.z_km];
    const kmPerS: Vector3 = [vector.vx_km_s, vector.vy_km_s, vector.vz_km_s];
    const state = { positionM: ofDateFromJ2000(km, timeS), velocityMPerS: ofDateFromJ2000(kmPerS, timeS) };
    const tabled = rows.find((row) => row.timeS === timeS)!;
    expect(Math.abs(betaAngleRad(state, sunPositionM(timeS)) / DEGREE - tabled.betaDeg)).toBeLessThan(0.1);
  });
  test("was at the stated beta when each leak was seen", () => {
    const trajectory = circularTrajectory(
      circularOrbitOf(elements(), (facts.derived.nodal_rate_deg_per_day * DEGREE) / DAY_S),
    );
    for (const event of facts.eventBeta) {
      const timeS = at(event.utc);
      const betaDeg = betaAngleRad(trajectory(timeS), sunPositionM(timeS)) / DEGREE;
      expect(Math.abs(betaDeg - event.beta_deg)).toBeLessThan(0.1);
    }
  });
  test("has a period of 92.9 minutes by its mean motion", () => {
    const iss = elements();
    expect(orbitPeriodS(semiMajorAxisM(iss.meanMotionRevPerDay)) / 60).toBeCloseTo(
      1440 / iss.meanMotionRevPerDay,
      9,
    );
  });
});

describe("precession", () => {
  test("is undone by its inverse and grows by 0.0140 degrees a year", () => {
    const timeS = at("2023-02-17T12:00:00Z");
    const vector: Vector3 = [0.3, -0.8, 0.52];
    const back = j2000FromOfDate(ofDateFromJ2000(vector, timeS), timeS);
    expect(angleBetween(vector, back)).toBeLessThan(1e-12);
    const moved = angleBetween([1, 0, 0], ofDateFromJ2000([1, 0, 0], timeS)) / DEGREE;
    expect(moved / 23.13).toBeCloseTo(0.014, 4);
  });
  test("agrees with an independent rotation to the nutation, 0.003 degrees along each axis", () => {
    for (const iso of ["2010-05-01T00:00:00Z", "2022-12-15T00:45:00Z", "2035-01-01T00:00:00Z"]) {
      const time = MakeTime(new Date(iso));
      const oracle = RotateVector(Rotation_EQJ_EQD(time), new Vector(0, 0, 1, time));
      const ours = ofDateFromJ2000([0, 0, 1], at(iso));
      expect(angleBetween(ours, [oracle.x, oracle.y, oracle.z]) / DEGREE).toBeLessThan(0.003);
    }
  });
});
