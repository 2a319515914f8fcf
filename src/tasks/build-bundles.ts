/** Bundles the site with Vite, then each thread into one file; a process of its own, by `build-site.ts`. */
import { build } from "vite";
import { root } from "./root.ts";

const logLevel = "warn";
await build({ root, logLevel });
// Beside it the Temporal that it loads where there is no native one.
await bundleThread("calendars/parsing/parser-thread.ts", {
  entryFileNames: "parser-thread.js",
  chunkFileNames: "parser-[name].js",
});
// Its codecs are in `build/codecs`.
await bundleThread("pictures/picture-thread.ts", { entryFileNames: "picture-thread.js" });
await bundleThread("backups/backup-thread.ts", { entryFileNames: "backup-thread.js" });

interface Output {
  entryFileNames: string;
  chunkFileNames?: string;
}

async function bundleThread(source: string, output: Output): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel,
    publicDir: false,
    ssr: { noExternal: true },
    resolve: { alias: { $lib: `${root}/src/lib` } },
    build: {
      ssr: `src/lib/server/${source}`,
      outDir: "build",
      emptyOutDir: false,
      rolldownOptions: { output },
    },
  });
}
