/**
 * `deno task move FROM TO`: moves all records from one database to another, a file or a KV Connect server each; goes on
 * where it was interrupted, compares both, and leaves a note in the first so that no program starts on it.
 */
import { isRemoteDatabase } from "../lib/server/runtime/settings.ts";
import { operations } from "../lib/i18n/english-only/index.ts";
import { format } from "../lib/i18n/format.ts";
import { isEmptyStore } from "../lib/server/records/copy-records.ts";
import { getStoredMove, setStoredMove } from "../lib/server/kv/store-move.ts";
import { storeRefusal } from "../lib/server/kv/store-version.ts";
import { checkStore } from "../process/check-database.ts";
import { lockDatabase } from "../process/folder-lock.ts";
import { runTask } from "../process/operator-errors.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";
import { fileExists } from "../lib/server/backups/atomic-files.ts";
import { commandArgs, exitWithUsage } from "./commands.ts";
import { copyAll, refuseInUse } from "./server-records.ts";
import { product } from "../lib/product.ts";

const [from = "", to = "", ...rest] = commandArgs;
if (!from || !to || rest.length > 0 || from === to) exitWithUsage("move");
const hasToken = Boolean(Deno.env.get("DENO_KV_ACCESS_TOKEN"));
if ([from, to].some(isRemoteDatabase) && !hasToken) {
  console.error("DENO_KV_ACCESS_TOKEN is missing. The database server requires it.");
  Deno.exit(2);
}
Deno.umask(0o077);
const remote = [from, to].find(isRemoteDatabase) ?? from;
await runTask({ dbPath: remote }, move, { before: "Nothing was moved: " });

async function move(): Promise<void> {
  if (!isRemoteDatabase(from) && !fileExists(from)) {
    throw new OperatorError(format(operations.copy.noStore, { from }));
  }
  using source = await open(from);
  using target = await open(to);
  await checkBoth(source, target);
  await setStoredMove(target, { state: "arriving", other: from, at: Date.now() });
  const { records, hash } = await copyAll(source, target, { from, to });
  // From here on nothing starts on the first one: what is accepted afterwards would be missing here.
  await setStoredMove(source, { state: "left", other: to, at: Date.now() });
  await setStoredMove(target, null);
  console.log(
    `Moved ${records} records from ${from} to ${to}; both have the same hash (${
      hash.slice(0, 16)
    }).`,
  );
  console.log(`Now set INVITO_DB_PATH=${to}, keep the same session secret, and start ${product}.`);
}

/** Opens a database that no program uses. */
async function open(path: string): Promise<Deno.Kv> {
  if (!isRemoteDatabase(path)) {
    lockDatabase(path);
    checkStore({ dbPath: path });
  }
  const kv = await Deno.openKv(path);
  if (isRemoteDatabase(path)) await refuseInUse(kv, path);
  return kv;
}

/** The first has a store of this version, the other is empty, was left, or has a part of this move. */
async function checkBoth(source: Deno.Kv, target: Deno.Kv): Promise<void> {
  if (await isEmptyStore(source)) {
    throw new OperatorError(format(operations.copy.noStore, { from }));
  }
  const [was, is] = [await getStoredMove(source), await getStoredMove(target)];
  const isThisMove = is?.state === "arriving" && is.other === from;
  // Killed between the last two notes.
  const isAlmostDone = isThisMove && was?.state === "left" && was.other === to;
  const error = isAlmostDone ? null : await storeRefusal(source);
  if (error) throw new OperatorError(error);
  if (isThisMove || is?.state === "left" || await isEmptyStore(target)) return;
  throw new OperatorError(format(operations.copy.notEmpty, { to }));
}
