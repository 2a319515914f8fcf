/** `deno task dump`: every record as one JSON object a line, from a copy of the store. */
import { dumpLines } from "./dumping.ts";
import { settingsOrExit } from "./settings.ts";
import { NoStore, withSnapshot } from "./snapshot.ts";

try {
  await withSnapshot(settingsOrExit(), async (kv) => {
    for await (const line of dumpLines(kv)) console.log(JSON.stringify(line));
  });
} catch (error) {
  if (!(error instanceof NoStore)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
