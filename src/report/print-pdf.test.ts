import { describe, expect, it } from "vitest";
import { findBrowser, printPdf, withoutClock } from "./print-pdf.ts";

const found = (() => {
  try {
    return findBrowser();
  } catch {
    return null;
  }
})();

describe("printing a report", () => {
  it("names what to install where there is no browser", () => {
    expect(() => findBrowser({ PATH: "/nowhere" })).toThrow(/install the package chromium.*CHROMIUM_PATH/);
    expect(() => findBrowser({ CHROMIUM_PATH: "/no/such/browser" })).toThrow(
      /\/no\/such\/browser, which cannot be run/,
    );
  });

  it("takes the time of printing out of a file without moving a byte", () => {
    const pdf = Buffer.from(
      "%PDF-1.4 <</CreationDate (D:20261123165500+00'00')\n/ModDate (D:20261123165500+00'00')>>",
      "latin1",
    );
    const text = Buffer.from(withoutClock(pdf)).toString("latin1");
    expect(text).toHaveLength(pdf.length);
    expect(text).toBe(
      "%PDF-1.4 <</CreationDate (D:19700101000000+00'00')\n/ModDate (D:19700101000000+00'00')>>",
    );
  });

  it.skipIf(found === null)(
    "gives the same bytes twice on one machine",
    async () => {
      const page = "<!doctype html><title>two prints</title><p>one page</p>";
      const first = await printPdf(page, found!);
      // Long enough for the browser's clock to show another second.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const second = await printPdf(page, found!);
      expect(Buffer.from(first).subarray(0, 5).toString()).toBe("%PDF-");
      expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).toBe(0);
    },
    120_000,
  );
});
