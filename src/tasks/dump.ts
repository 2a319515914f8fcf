/** `deno task dump`: every record as one JSON object a line, from a copy of the store. */
import { orTell } from "../process/telling.ts";
import { dumpLines } from "./dumping.ts";
import { settingsOrExit } from "./settings.ts";
import { withSnapshot } from "./snapshot.ts";

const settings = settingsOrExit();
await orTell(settings, () =>
  withSnapshot(settings, async (kv) => {
    for await (const line of dumpLines(kv)) console.log(JSON.stringify(line));
  }));
