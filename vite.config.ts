import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, minifySync, type Plugin } from "vite";

// What every page and a guest's picker look like is one file of styles, so that a first visit asks for one.
const shared =
  "PageFrame|SessionWatch|SignedIn|ThemeSwitch|Picker|MonthGrid|TimeList|EventTypeSummary|ZoneSelect";

export default defineConfig(({ command }) => ({
  plugins: [tailwindcss(), sveltekit(), minifiedStatic()],
  // The program may read its build alone: its packages are in it.
  ssr: { noExternal: command === "build" || [] },
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{
            name: "frame",
            test: new RegExp(`/src/(app\\.css|lib/components/(${shared})\\.svelte)`),
          }],
        },
      },
    },
  },
}));

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
