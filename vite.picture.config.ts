import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** `build/picture-thread.js`: the thread that rewrites pictures, in one file; its codecs are in `build/codecs`. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  resolve: { alias: { $lib: fileURLToPath(new URL("src/lib", import.meta.url)) } },
  build: {
    ssr: "src/lib/server/pictures/picture-thread.ts",
    outDir: "build",
    emptyOutDir: false,
    rollupOptions: { output: { entryFileNames: "picture-thread.js" } },
  },
});
