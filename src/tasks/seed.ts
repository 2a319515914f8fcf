/** `deno task seed`: fills an empty data folder with a small town; refuses while the program runs. */
import { ensureSecret } from "../lib/server/runtime/secret-file.ts";
import { createConsoleLink } from "../lib/server/auth/console-link.ts";
import { anyHost } from "../lib/server/store/hosts.ts";
import { lockFolder } from "../process/folder-lock.ts";
import { checkStore } from "../process/check-database.ts";
import { runTask } from "../process/operator-errors.ts";
import { openSeedTown } from "./seeding/seed-town.ts";
import { fill } from "./seeding/fill.ts";
import { settingsOrExit } from "./settings-or-exit.ts";

const DAY = 86_400_000;
const settings = settingsOrExit();
await runTask(settings, async () => {
  const lock = lockFolder(settings);
  checkStore(settings);
  const now = Date.now();
  const town = await openSeedTown(settings, now - 7 * DAY);
  if (await anyHost(town.app.kv)) {
    console.error(
      `There are hosts in ${settings.dataDir} already. Set INVITO_DATA_DIR to an empty folder.`,
    );
    Deno.exit(1);
  }
  await fill(town, now);
  await town.close();
  lock.release();
}, { before: "Nothing was seeded: ", code: 3 });

const token = await createConsoleLink(ensureSecret(settings), {
  username: "ada",
  expiresAt: Date.now() + DAY,
});
const { hostname, port } = settings.listen;
const name = hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;
const address = settings.baseUrl ?? `http://${name}:${port}`;
console.log(`The town is in ${settings.dataDir}: hosts ada and grace, bookings in every status.`);
console.log("Start with deno task start, then open as ada, once, within a day:");
console.log(`${address}/auth/verify?token=${token}`);
Deno.exit(0);
