/** What the container runs: the program as it was built, without looking whether it is stale. */
import { serve } from "./serving.ts";
import { settingsOrExit } from "./settings.ts";

await serve(settingsOrExit());
