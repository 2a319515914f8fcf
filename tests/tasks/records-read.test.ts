import assert from "node:assert/strict";
import { keys } from "$lib/server/kv/keys.ts";
import { dumpLines } from "../../src/tasks/dump-lines.ts";
import { root } from "../../src/tasks/root.ts";
import { alteredStore } from "../support/altered-store.ts";
import { runTaskCommand } from "../support/run-task.ts";
import { fillSealedFolder } from "../support/sealed-folder.ts";
import { settingsFor, tempFolder } from "../support/temp-folder.ts";
import { testApp, testHost } from "../support/test-app.ts";
import { plantBookings } from "../support/wide/plant-bookings.ts";

const preload = ["--preload", `${root}/tests/support/count-copied.ts`];

Deno.test("sign-in reads the hosts and which secret they have, backup that and the version, no more", async () => {
  await using folder = await tempFolder();
  const settings = settingsFor(folder.path);
  await fillSealedFolder(settings);
  const run = (task: string, arg: string) => runTaskCommand(task, folder.path, [arg], {}, preload);

  const signIn = await run("sign-in", "ada");
  assert.match(signIn.stdout, /Sign-in link for ada .*\n.*\/auth\/verify\?token=/, signIn.stderr);
  assert.match(signIn.stderr, /^opened a store of 3 records\n$/);
  const unknown = await run("sign-in", "grace");
  assert.match(unknown.stderr, /Host not found: grace\nHosts here: ada/);

  const backup = await run("backup", `${folder.path}/backup`);
  assert.equal(backup.code, 0, backup.stderr);
  assert.match(backup.stderr, /^opened a store of 2 records\n$/);
});

Deno.test("dumpLines: keeps the holds of two days at most, and of all else what it writes next", async () => {
  const app = await testApp();
  const host = await testHost(app);
  const count = 400;
  await plantBookings(app.kv, { hostId: host.id, from: app.now(), count });
  const read = new Map<string, number>(), written = new Map<string, number>();
  let most = 0;
  const kv = countedLists(app.kv, (kind, records) => {
    read.set(kind, (read.get(kind) ?? 0) + records);
    const kept = read.get(kind)! - (written.get(kind) ?? 0);
    most = Math.max(most, kept);
  });
  for await (const { kind } of dumpLines(kv)) written.set(kind, (written.get(kind) ?? 0) + 1);
  assert.deepEqual([written.get("booking"), written.get("hold")], [count, count]);
  assert.ok(written.get("job")! >= count);
  // Twenty bookings a day are planted.
  assert.equal(most, 40);
});

/** The store, with every record that is taken from one of its lists counted by the kind of line that it becomes. */
function countedLists(kv: Deno.Kv, onRead: (kind: string, records: number) => void): Deno.Kv {
  const ledger = String(keys.ledgerOf("")[0]);
  return alteredStore(kv, {
    async *list(...args: Parameters<Deno.Kv["list"]>) {
      for await (const entry of kv.list<unknown>(...args)) {
        const kind = String(entry.key[0]);
        if (kind === ledger) onRead("hold", (entry.value as unknown[]).length);
        else onRead(kind, 1);
        yield entry;
      }
    },
  });
}
