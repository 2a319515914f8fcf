/** Builds what is missing or stale, then runs the program; packages are installed. */
import { runTask } from "../process/operator-errors.ts";
import { buildBeforeStart } from "./build-site.ts";
import { serve } from "./serve-program.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const settings = settingsOrExit();
await buildBeforeStart();
await runTask(settings, () => serve(settings), { before: "Invito can’t start: ", code: 5 });
