import type { TelemetrySource } from "../sample.ts";
import { contextItems, coolingItems, TIME_ITEM } from "./iss-items.ts";
import { IssReader, issFields } from "./iss-reader.ts";
import { type LightstreamerOptions, LightstreamerSource, patientSession } from "./lightstreamer-source.ts";

/** The public server of the ISS telemetry. */
export const ISS_SERVER = "wss://push.lightstreamer.com";

export interface IssFeedOptions
  extends Partial<Pick<LightstreamerOptions, "server" | "clock" | "random" | "signal" | "onLink">> {
  /** Items to take; by default the 18 of the cooling loops and the 47 that explain them. The station's clock is always added. */
  readonly items?: readonly string[];
  /** Overrides of the waiting times. */
  readonly patience?: Partial<typeof patientSession>;
}

/** The public live telemetry of the ISS (adapter set ISSLIVE), each item a channel under its own id. */
export function openIssFeed(options: IssFeedOptions = {}): TelemetrySource {
  const { items = [...coolingItems, ...contextItems], patience, server = ISS_SERVER, ...rest } = options;
  return new LightstreamerSource({
    ...patientSession,
    ...patience,
    ...rest,
    server,
    adapterSet: "ISSLIVE",
    items: [...new Set([...items, TIME_ITEM])],
    fields: issFields,
    reader: new IssReader(),
  });
}
