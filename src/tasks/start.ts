/** `start`: runs the program; a checkout first builds what is stale. */
import { product } from "../lib/product.ts";
import { runTask } from "../process/operator-errors.ts";
import { buildBeforeStart } from "./build-site.ts";
import { isCheckout } from "./commands.ts";
import { serve } from "./serve-program.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const settings = settingsOrExit();
if (isCheckout) await buildBeforeStart();
await runTask(settings, () => serve(settings), { before: `${product} can’t start: `, code: 5 });
