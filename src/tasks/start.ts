/** `deno task start`: installs and builds what is missing or stale, then runs the program. */
import { buildWhenStale } from "./building.ts";
import { installWhenStale } from "./installing.ts";
import { serve } from "./serving.ts";
import { settingsOrExit } from "./settings.ts";

const settings = settingsOrExit();
await installWhenStale();
await buildWhenStale(() => console.log("Building …"));
await serve(settings);
