import "./plot.css";

/** The colours of a file that stands alone; here the page sets them, and its policy allows no style within the page. */
const OWN_STYLE = /<style>[^<]*<\/style>/;

/** A picture drawn by the same code as the command's files, in the console's colours. */
export function PlotPicture({ svg }: { svg: string }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: made by src/print/svg.ts, which escapes every text that comes from a file
    <div className="plot-place" dangerouslySetInnerHTML={{ __html: svg.replace(OWN_STYLE, "") }} />
  );
}
