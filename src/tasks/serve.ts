/** What the container runs: the program as it was built, without looking whether it is stale. */
import { orTell } from "../process/telling.ts";
import { serve } from "./serving.ts";
import { settingsOrExit } from "./settings.ts";

const settings = settingsOrExit();
await orTell(settings, () => serve(settings), { before: "Invito cannot start: ", code: 5 });
