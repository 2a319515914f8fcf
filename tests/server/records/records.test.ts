/** What the rows of the kinds of records say is held against the records of a full account. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { operations } from "$lib/i18n/english-only/index.ts";
import { exportAccount } from "$lib/server/hosts/export.ts";
import { eraseHashedRecords } from "$lib/server/records/erase.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { kindsWhere, type RecordKind, records, rowOf } from "$lib/server/records/records.ts";
import { expandBooking, type StoredBooking } from "$lib/server/store/stored-booking.ts";
import { isSealedByOtherKey } from "$lib/server/records/sealing-keys.ts";
import { dumpLines } from "../../../src/tasks/dump-lines.ts";
import { fullAccount } from "../../support/full-account.ts";
import { runPurge } from "../../support/job-runs.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";

const rows: [string, RecordKind][] = Object.entries(records);

/** The row that says whose a record is, when it is purged, and so on: that of the kind that it goes with. */
function mainRow({ with: other, ...row }: RecordKind): RecordKind {
  return other ? { ...mainRow(rowOf([other])!), ...row } : row;
}

/** What is different about records of a full account that may be purged. */
const whenOver: Record<string, Record<string, unknown>> = {
  guard: { calendars: {} },
  private_link: { revokedAt: 1 },
  webhook_delivery: { state: "delivered" },
};

function entriesOf(kv: Deno.Kv): Promise<Deno.KvEntry<unknown>[]> {
  return Array.fromAsync(kv.list({ prefix: [] }));
}

function kindsOf(entries: readonly Deno.KvEntry<unknown>[]): Set<string> {
  return new Set(entries.map(({ key }) => String(key[0])));
}

Deno.test("records: each kind that keys.ts builds has a row, each row is built, and goes with another row", () => {
  const build = keys as Record<string, (...parts: never[]) => Deno.KvKey>;
  const parts = ["a", "b", "c", "d"] as never[];
  const built = new Set(Object.values(build).map((key) => String(key(...parts)[0])));
  assert.deepEqual(Object.keys(records).sort(), [...built].sort());
  for (const [kind, { with: other }] of rows) if (other) assert(rowOf([other]), kind);
});

Deno.test("records: whose a record is stands in its key, or in its value, or nowhere", async () => {
  const { app, host } = await fullAccount();
  const ofTeams = await teamTown();
  await addTeamBooking(ofTeams, ofTeams.hosts.slice(0, 1), { isConfirmed: true });
  const entries = [...await entriesOf(app.kv), ...await entriesOf(ofTeams.app.kv)];
  const ids = new Set(
    entries.filter(({ key: [kind] }) => kind === "host" || kind === "team")
      .map(({ key: [, id] }) => id!),
  );
  ids.add("dora");
  const isNamed = (text: string) => [...ids].some((id) => text.includes(String(id)));
  const found = new Set<string>();
  for (const { key, value } of entries) {
    const row = rowOf(key), [kind, first] = key;
    assert(row, String(kind));
    const { owner } = row, text = JSON.stringify([key, value]);
    found.add(String(kind));
    if (["host", "team", "either"].includes(owner!)) assert(ids.has(first!), text);
    if (owner === "named") assert(key.length === 2 && !ids.has(first!), text);
    if (owner === "nobody") assert(!text.includes(host.id), text);
    // What stands neither under an id nor by a name in its value is found through another record.
    const isUnder = ids.has(first!), isFound = ["listed", "reserved"].includes(owner!) || row.with;
    if (!isUnder && !isFound && owner !== "nobody") assert.equal(owner, "named", text);
  }
  for (const kind of kindsWhere(({ owner }) => owner === "named")) {
    const values = entries.filter(({ key }) => key[0] === kind).map(({ value }) => value);
    assert(values.some((value) => isNamed(JSON.stringify(value))), String(kind));
  }
  assert(found.size > 70, `${found.size} kinds`);
});

Deno.test("records: of what names the host under an id of its own only what other steps delete is left", async () => {
  const { app, host } = await fullAccount();
  await eraseHashedRecords(app.kv, host.id);
  const left = (await entriesOf(app.kv)).filter(({ key, value }) =>
    key.length === 2 && key[1] !== host.id && JSON.stringify(value).includes(host.id)
  );
  assert.deepEqual([...kindsOf(left)], ["booking", "job", "link", "username"]);
});

Deno.test("records: of what a later version has added, what names the host is erased as well", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["later", "hash"], { hostId: "ada" });
  await kv.set(["later", "another"], { hostId: "ben" });
  await kv.set(keys.replay("hash"), { hostId: "ada" });
  await eraseHashedRecords(kv, "ada");
  assert.deepEqual((await entriesOf(kv)).map(({ key }) => key), [
    ["later", "another"],
    keys.replay("hash"),
  ]);
});

Deno.test("records: the purge deletes of the kinds that are kept for a time, and of no other", async () => {
  const { app } = await fullAccount();
  await app.kv.set(keys.usedLink("hash"), { usedAt: app.now(), expiresAt: app.now() });
  await app.kv.set(keys.replay("hash"), { at: app.now() });
  const before = await entriesOf(app.kv);
  for (const { key, value } of before) {
    const over = whenOver[String(key[0])];
    if (over) await app.kv.set(key, { ...value as object, ...over });
  }
  app.at(app.now() + 10 * 365 * DAY);
  for (let n = 0; n < 3; n++) await runPurge(app);
  const left = new Set((await entriesOf(app.kv)).map(({ key }) => JSON.stringify(key)));
  const gone = kindsOf(before.filter(({ key }) => !left.has(JSON.stringify(key))));
  const there = kindsOf(before);
  const kept = rows.filter(([kind, row]) => mainRow(row).kept && there.has(kind))
    .map(([kind]) => kind);
  // These say that a job or a delivery is not over.
  assert.deepEqual([...gone, "job_due", "job_in", "webhook_open"].sort(), kept.sort());
});

Deno.test("records: only what is known to have a secret has a sealed text", async () => {
  const { app } = await fullAccount();
  const sealed = new Set<string>();
  for (const { key, value } of await entriesOf(app.kv)) {
    if (!isSealedByOtherKey(value, [])) continue;
    sealed.add(String(key[0]));
    const { secret } = rowOf(key)!;
    assert(secret, String(key[0]));
    if (secret === "value") continue;
    const { [secret]: _, ...others } = expandBooking(value as StoredBooking);
    assert(!isSealedByOtherKey(others, []), `${String(key[0])} has one beside ${secret}`);
  }
  // The calendar of this account was planted, without what is sealed of a real one.
  const planted = ["busy_title", "connection", "object_chunk"];
  const known = kindsWhere(({ secret }) => secret !== undefined);
  assert.deepEqual([...sealed, ...planted].sort(), known.sort());
});

Deno.test("records: only what is known to have guests' data has any", async () => {
  const { app } = await fullAccount();
  const found = new Set<string>();
  for (const { key, value } of await entriesOf(app.kv)) {
    const text = JSON.stringify([key, value]);
    if (!/guestling|gladly|likes to walk/i.test(text)) continue;
    found.add(String(key[0]));
    assert(rowOf(key)!.guests, text);
  }
  // Emails of extra guests are in jobs; there are none here.
  assert.deepEqual([...found, "job"].sort(), kindsWhere(({ guests }) => guests === true).sort());
});

Deno.test("records: what is said of a lost secret is about kinds that have one", () => {
  const secret = rows.flatMap(([kind, row]) => row.secret ? [kind] : []);
  assert.deepEqual(Object.keys(operations.lost).filter((kind) => !secret.includes(kind)), []);
});

Deno.test("records: the export of an account has the members that the rows and docs/export.md name", async () => {
  const { app, host } = await fullAccount();
  const text = (await Array.fromAsync(exportAccount(app, host))).join("");
  const named = new Set(rows.flatMap(([, { exported }]) => exported ? [exported] : []));
  const members = [...named, "exportedAt"].sort();
  const { format: _f, version: _v, ...all } = JSON.parse(text);
  assert.deepEqual(Object.keys(all).sort(), members);
  const page = await Deno.readTextFile(new URL("../../../docs/export.md", import.meta.url));
  const documented = [...page.matchAll(/^\| `([A-Za-z]+)`/gm)].map(([, name]) => name!);
  assert.deepEqual(documented.sort(), members);
});

Deno.test("records: a dump has lines of the kinds that the rows name", async () => {
  const { app } = await fullAccount();
  const lines = new Set<string>();
  for await (const { kind } of dumpLines(app.kv)) lines.add(kind);
  lines.delete("team-event-type");
  const dumped = rows.flatMap(([, row]) => row.dumped ?? []);
  assert.deepEqual([...lines].sort(), dumped.sort());
});
