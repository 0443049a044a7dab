import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Built as `vite build console` from the repository root; the service serves the folder as it is. */
export default defineConfig({
  plugins: [react()],
  base: "./",
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    target: "es2023",
    // Every file stays a file: the service's content security policy allows no data: script and no inline code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": process.env.HOARFROST_SERVICE ?? "http://127.0.0.1:8080" } },
});
