export { type AboutRun, buildIncidentDocument, WatchRecord } from "./document.ts";
export {
  type DocumentedLoop,
  type IncidentDocument,
  incidentDocumentSchema,
  type TimelineEntry,
} from "./document-schema.ts";
export type { CaseEvent } from "./events.ts";
export { incidentFile, loadIncident, openIncident, type WeighedIncident } from "./find-incident.ts";
export { type Incident, incidentSchema, type ReconstructedIncident } from "./incident-schema.ts";
export { type Instant, readInstant } from "./instant.ts";
export {
  buildCase,
  type CaseOptions,
  incidentLibrary,
  listCases,
  listIncidents,
  type OpenedCase,
  openCase,
} from "./open-case.ts";
export { type IncidentOutcome, readIncident } from "./read-incident.ts";
export { causeCaseOf, claimsCaseOf } from "./weigh-incident.ts";
