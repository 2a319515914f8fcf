import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

// What every page and a guest's picker look like is one file of styles, so that a first visit asks for one.
const shared =
  "PageFrame|SessionWatch|ThemeSwitch|Picker|MonthGrid|TimeList|EventTypeSummary|ZoneSelect";

export default defineConfig({
  plugins: [tailwindcss(), sveltekit()],
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
});
