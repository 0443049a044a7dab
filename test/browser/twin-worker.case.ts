import { runVehicleFile, type VehicleFileRun } from "../../src/twin/run-vehicle-file.ts";

/** What this file needs of a worker's own scope. */
interface WorkerScope {
  onmessage: (event: { readonly data: VehicleFileRun }) => void;
  postMessage(message: unknown): void;
}

// What a page hands to a worker: one message in, one course out.
const scope = globalThis as unknown as WorkerScope;
scope.onmessage = ({ data }) => {
  const { names, rows } = runVehicleFile(data);
  scope.postMessage({ names, rows: rows.map((row) => [...row]) });
};
