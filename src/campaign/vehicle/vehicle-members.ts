import type { Member, RunMember } from "../member/member-module.ts";
import { follow, limitPassedS, openVehicle } from "./start-members.ts";
import type { VehicleJob } from "./vehicle-job.ts";
import { distinctLimits } from "./vehicle-layout.ts";

/** Opens a campaign over a vehicle's twin: the file is read once, each member is built from what it drew. */
export function openMembers(job: unknown): RunMember {
  const vehicle = job as VehicleJob;
  const { timesS, quantities } = vehicle;
  const { description, start } = openVehicle(vehicle);
  return ({ draws }: Member) => {
    const run = start(draws);
    const followed = follow(run, timesS, quantities);
    const curves = new Float64Array(timesS.length * quantities.length);
    followed.curves.forEach((curve, i) => {
      curves.set(curve, i * timesS.length);
    });
    const passed = distinctLimits(description).map(
      ({ quantity, above, below }) =>
        limitPassedS(run, quantity, above ?? below!, above === undefined ? "below" : "above") ?? Number.NaN,
    );
    const leaked = description.loops.map(({ id }) => run.value(`${id}/leaked`));
    const numbers = Float64Array.from([...passed, ...leaked]);
    const { endedEarly } = followed;
    return endedEarly === undefined ? { curves, numbers } : { curves, numbers, endedEarly };
  };
}
