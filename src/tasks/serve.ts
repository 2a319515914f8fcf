/** What the container runs: the program as it was built, without looking whether it is stale. */
import { runTask } from "../process/operator-errors.ts";
import { serve } from "./serve-program.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const settings = settingsOrExit();
await runTask(settings, () => serve(settings), { before: "Invito can’t start: ", code: 5 });
