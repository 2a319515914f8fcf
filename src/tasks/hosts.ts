/**
 * `deno task hosts list|suspend|resume|close`: the accounts of an installation. While the program runs, a change is sent
 * to it, signed with the session secret; otherwise, and with a database server, it is written here by the same verb.
 */
import { type HostCommand, runHostCommand } from "../lib/server/hosts/host-command.ts";
import { listedRecords, listHosts } from "../lib/server/hosts/host-list.ts";
import { createApp } from "../lib/server/startup/create-app.ts";
import { isRemoteDatabase } from "../lib/server/runtime/settings.ts";
import { lockFolder, readHolder } from "../process/folder-lock.ts";
import { checkStore, noteClosed } from "../process/check-database.ts";
import { runTask } from "../process/operator-errors.ts";
import { OperatorError } from "../lib/server/runtime/operator-error.ts";
import { storeFile } from "../lib/server/backups/copy-store.ts";
import { commandArgs } from "./commands.ts";
import { hostOptions, hostUsage } from "./hosts/options.ts";
import { doneText, hostTable, refusalText } from "./hosts/report.ts";
import { sendCommand } from "./hosts/send-command.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { withSnapshot } from "./snapshot.ts";

const options = hostOptions(commandArgs);
if ("error" in options) {
  console.error(options.error || hostUsage);
  Deno.exit(2);
}
const settings = settingsOrExit();
await runTask(settings, async () => {
  if ("asJson" in options) {
    const only = listedRecords();
    const hosts = await withSnapshot(settings, (kv) => listHosts(kv, Date.now()), { only });
    console.log(options.asJson ? JSON.stringify(hosts, null, 2) : hostTable(hosts));
    return;
  }
  const { command } = options;
  const done = await carryOut(command);
  if (!done.ok) throw new OperatorError(refusalText(command, done.refusal));
  console.log(doneText(command));
});

/** Where several programs may share the store, this is one more of them: each checks a host's guard at every commit. */
async function carryOut(command: HostCommand): ReturnType<typeof runHostCommand> {
  if (isRemoteDatabase(settings.dbPath)) return await carryOutHere(command);
  storeFile(settings);
  const holder = readHolder(settings.dataDir);
  if (holder) return await sendCommand(settings, holder, command);
  const lock = lockFolder(settings);
  checkStore(settings);
  const done = await carryOutHere(command);
  await noteClosed(settings);
  lock.release();
  return done;
}

async function carryOutHere(command: HostCommand): ReturnType<typeof runHostCommand> {
  const stopping = new AbortController();
  const app = await createApp(settings, `http://localhost:${settings.listen.port}`, {
    wakeJobs: () => {},
    stopping: stopping.signal,
  });
  try {
    return await runHostCommand(app, command);
  } finally {
    app.kv.close();
  }
}
