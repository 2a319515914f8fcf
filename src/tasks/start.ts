/** `deno task start`: builds what is missing or stale, then runs the program. */
import { orTell } from "../process/telling.ts";
import { buildBeforeStart } from "./building.ts";
import { serve } from "./serving.ts";
import { settingsOrExit } from "./settings.ts";

const settings = settingsOrExit();
await buildBeforeStart();
await orTell(settings, () => serve(settings), { before: "Invito cannot start: ", code: 5 });
