import type { TwinAttitude } from "../vehicle/twin/twin-description.ts";

/** Something done to the vehicle, or that befalls it, at a time of the run [s]. Elements are named `loop.element`, or `element` where only one loop has it. */
export type ScenarioAction = { readonly atS: number } & (
  | {
      readonly kind: "leak";
      readonly element: string;
      /** Of a round hole; 0 closes the leak. */
      readonly diameterM: number;
      readonly dischargeCoefficient: number;
    }
  | { readonly kind: "valve"; readonly element: string; readonly opening: number }
  /** `fail` stops it and lets its standby start; `off` stops it and nothing else. */
  | {
      readonly kind: "pump";
      readonly element: string;
      readonly to: "on" | "off" | "fail";
      readonly speed?: number;
    }
  | { readonly kind: "heater"; readonly element: string; readonly on: boolean }
  /** `load` may be "all". */
  | {
      readonly kind: "load";
      readonly load: string;
      readonly to: "nominal" | "shed" | { readonly powerW: number };
    }
  | { readonly kind: "hatch"; readonly compartment: string; readonly to?: string; readonly open: boolean }
  | { readonly kind: "crew"; readonly compartment: string; readonly count: number }
  | { readonly kind: "attitude"; readonly attitude: TwinAttitude }
);
