/** Entry point of the container: runs the built program without checking whether the build is stale. */
import { runTask } from "../process/operator-errors.ts";
import { serve } from "./serve-program.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const settings = settingsOrExit();
await runTask(settings, () => serve(settings), { before: "Invito can’t start: ", code: 5 });
