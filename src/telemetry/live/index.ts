export { type Clock, systemClock } from "./clock.ts";
export { ISS_SERVER, type IssFeedOptions, openIssFeed } from "./iss-feed.ts";
export { contextItems, coolingItems, TIME_ITEM } from "./iss-items.ts";
export { resolveStamp, stampOf } from "./iss-stamp.ts";
export { type LightstreamerOptions, LightstreamerSource, patientSession } from "./lightstreamer-source.ts";
