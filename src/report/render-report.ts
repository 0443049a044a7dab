import { basisSection } from "./basis-section.ts";
import { cameraSection } from "./camera-section.ts";
import { causeSection } from "./cause-section.ts";
import { claimsSection } from "./claims-section.ts";
import { disposalSection } from "./disposal-section.ts";
import { evidenceSection } from "./evidence-section.ts";
import { firstPage } from "./first-page.ts";
import { forecastSection } from "./forecast-section.ts";
import { html, trusted } from "./html.ts";
import { pageStyle } from "./page-style.ts";
import { planSection } from "./plan-section.ts";
import type { ReportCase } from "./report-case.ts";

/** The policy that a browser holds the file to: it loads nothing, runs nothing, and sends nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as one HTML file that stands for itself. Pure: the same case gives the same bytes. */
export function renderReport(report: ReportCase): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="generator" content="hoarfrost ${report.provenance.version}"><title>${report.title}: incident report</title><style>${trusted(pageStyle)}</style></head>
<body><main>
${firstPage(report)}
${evidenceSection(report)}
${cameraSection(report)}
${claimsSection(report)}
${causeSection(report)}
${forecastSection(report)}
${planSection(report)}
${disposalSection(report)}
${basisSection(report)}
<p class="foot">Hoarfrost ${report.provenance.version}. A decision aid; it commands nothing.</p>
</main></body></html>
`;
  return page.markup;
}
