/** `deno task dump`: every record as one JSON object a line, from a copy of the store. */
import { runTask } from "../process/operator-errors.ts";
import { dumpLines } from "./dump-lines.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { withSnapshot } from "./snapshot.ts";

const settings = settingsOrExit();
await runTask(settings, () =>
  withSnapshot(settings, async (kv) => {
    for await (const line of dumpLines(kv)) console.log(JSON.stringify(line));
  }));
