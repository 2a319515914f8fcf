/** `deno task dump`: every record as one JSON object a line, from a copy of the store. */
import { runTask } from "../process/operator-errors.ts";
import { countBookingsAndJobs } from "../lib/server/store/scan.ts";
import { dumpLines } from "./dump-lines.ts";
import { openProgress } from "./progress-line.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { withSnapshot } from "./snapshot.ts";

const settings = settingsOrExit();
await runTask(settings, () =>
  withSnapshot(settings, async (kv) => {
    // The records of a terminal and the progress would be on the same lines.
    const isShown = !Deno.stdout.isTerminal();
    const total = isShown ? await countBookingsAndJobs(kv) : 0;
    const progress = openProgress("Writing records");
    let done = 0;
    for await (const line of dumpLines(kv)) {
      console.log(JSON.stringify(line));
      const isCounted = line.kind === "booking" || line.kind === "job";
      if (isShown && isCounted) progress.report(++done, total);
    }
    if (isShown) progress.end();
  }, { isWhole: true }));
