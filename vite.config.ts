import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { defineConfig, minifySync, type Plugin, transformWithOxc } from "vite";

export default defineConfig(({ command }) => ({
  plugins: [tailwindcss(), sveltekit(), clientSource(), writtenMessages(), minifiedStatic()],
  // The protocol's SDK takes Ajv along, 4 MB of memory, to check what nothing of ours asks it to; what it has for browsers is small.
  resolve: {
    alias: {
      "@modelcontextprotocol/server/_shims": resolve(
        "node_modules/@modelcontextprotocol/server/dist/shimsBrowser.mjs",
      ),
    },
  },
  // The program may read its build alone: its packages are in it.
  ssr: { noExternal: command === "build" || [] },
  // Browsers that know `light-dark()` need no other way to say it.
  build: { cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"] },
}));

/** Writes the messages of each language into a function of its own, which takes memory when it is first called. */
function writtenMessages(): Plugin {
  return {
    name: "written-messages",
    apply: "build",
    load: {
      filter: { id: /\/src\/lib\/i18n\/nested\.ts$/ },
      async handler(id) {
        const { nested } = await import(pathToFileURL(id).href);
        const functions = Object.entries(nested as Record<string, () => unknown>)
          .map(([language, make]) => `"${language}": () => (${JSON.stringify(make())})`);
        return { code: `export const nested = {${functions}};`, moduleType: "js" };
      },
    },
  };
}

/** The client of the API as it is written, and without its types: `/docs/api/invito.ts` and `invito.js`. */
function clientSource(): Plugin {
  const id = "virtual:client-source", file = "src/lib/client/client.ts";
  return {
    name: "client-source",
    resolveId: (source) => source === id ? `\0${id}` : null,
    async load(source) {
      if (source !== `\0${id}`) return null;
      const ts = readFileSync(file, "utf8");
      const { code: js } = await transformWithOxc(ts, file, { target: "es2022", sourcemap: false });
      return { code: `export default ${JSON.stringify({ ts, js })};`, moduleType: "js" };
    },
  };
}

/** Minifies the scripts of `static`, which other sites load too. */
function minifiedStatic(): Plugin {
  return {
    name: "minified-static",
    applyToEnvironment: ({ name }) => name === "client",
    writeBundle({ dir = "" }) {
      for (const name of readdirSync("static", { recursive: true, encoding: "utf8" })) {
        if (!name.endsWith(".js")) continue;
        const script = minifySync(name, readFileSync(join("static", name), "utf8"));
        if (script.errors.length > 0) throw new Error(`${name}: ${script.errors[0]?.message}`);
        writeFileSync(join(dir, name), script.code);
      }
    },
  };
}
