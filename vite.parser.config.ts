import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** `build/parser-thread.js`: the thread that reads calendars, in one file; beside it the Temporal that it loads where there is no native one. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  resolve: { alias: { $lib: fileURLToPath(new URL("src/lib", import.meta.url)) } },
  build: {
    ssr: "src/lib/server/calendars/parsing/parser-thread.ts",
    outDir: "build",
    emptyOutDir: false,
    rollupOptions: {
      output: { entryFileNames: "parser-thread.js", chunkFileNames: "parser-[name].js" },
    },
  },
});
