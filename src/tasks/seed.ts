/** `deno task seed`: fills an empty data folder with sample data; refuses while the program runs. */
import { ensureSecret } from "../lib/server/runtime/secret-file.ts";
import { createConsoleLink } from "../lib/server/auth/console-link.ts";
import { anyHost } from "../lib/server/store/hosts.ts";
import { lockFolder } from "../process/folder-lock.ts";
import { checkStore } from "../process/check-database.ts";
import { runTask } from "../process/operator-errors.ts";
import { openSeedTown } from "./seeding/seed-town.ts";
import { fill } from "./seeding/fill.ts";
import { commandLine } from "../lib/i18n/english-only/command-line.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { DAY } from "../lib/scheduling/durations.ts";

const settings = settingsOrExit();
await runTask(settings, async () => {
  const lock = lockFolder(settings);
  checkStore(settings);
  const now = Date.now();
  const town = await openSeedTown(settings, now - 7 * DAY);
  if (await anyHost(town.app.kv)) {
    console.error(
      `${settings.dataDir} already contains hosts. Set INVITO_DATA_DIR to an empty folder.`,
    );
    Deno.exit(1);
  }
  await fill(town, now);
  await town.close();
  lock.release();
}, { before: "No sample data was created: ", code: 3 });

const token = await createConsoleLink(ensureSecret(settings), {
  username: "ada",
  expiresAt: Date.now() + DAY,
});
const { hostname, port } = settings.listen;
const name = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;
const address = settings.baseUrl ?? `http://${name}:${port}`;
console.log(
  `Sample data is in ${settings.dataDir}: hosts ada, grace and max and their team, with bookings in every status.`,
);
console.log(
  `Run ${commandLine("start")}, then sign in as ada with this link (works once, within 24 hours):`,
);
console.log(`${address}/auth/verify?token=${token}`);
Deno.exit(0);
