import assert from "node:assert/strict";
import { keys } from "$lib/server/kv/keys.ts";
import { areUnchanged, recordReads } from "$lib/server/records/recorded-reads.ts";
import { records } from "$lib/server/records/records.ts";

const guard = keys.guard("h1"), rules = keys.hostRules("h1");

async function withStore(use: (kv: Deno.Kv) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  await kv.set(guard, { version: 1 });
  await kv.set(rules, {});
  await kv.set(keys.host("h1"), { name: "Ada" });
  await use(kv);
}

Deno.test("recordReads: a guard stands for what was read after it, every other record for itself", () =>
  withStore(async (kv) => {
    const reads = recordReads(kv);
    await reads.kv.getMany([guard, keys.host("h1")]);
    await reads.kv.get(rules);
    await Array.fromAsync(reads.kv.list({ prefix: keys.ledgerOf("h1") }));
    assert.deepEqual(reads.versions()?.map(([key]) => key), [guard, keys.host("h1")]);
  }));

Deno.test("recordReads: what was read before its guard stands for itself, a list before it for nothing", () =>
  withStore(async (kv) => {
    const single = recordReads(kv);
    await single.kv.get(rules);
    await single.kv.get(guard);
    assert.deepEqual(single.versions()?.map(([key]) => key), [rules, guard]);
    for (const prefix of [keys.ledgerOf("h1"), keys.ledgerOf("h2"), keys.jobs()]) {
      const listed = recordReads(kv);
      if (prefix[1] === "h2") await listed.kv.get(guard);
      await Array.fromAsync(listed.kv.list({ prefix }));
      assert.equal(listed.versions(), null);
    }
  }));

Deno.test("recordReads: a store that is handed on by a promise was not written to", () =>
  withStore(async (kv) => {
    const reads = recordReads(kv);
    await (await Promise.resolve(reads.kv)).get(guard);
    assert.deepEqual(reads.versions()?.map(([key]) => key), [guard]);
  }));

Deno.test("recordReads: a guard stands for the kinds that change only with it, and for no other", () =>
  withStore(async (kv) => {
    const covered: string[] = [];
    for (const kind of Object.keys(records)) {
      const reads = recordReads(kv);
      await reads.kv.get(guard);
      await Array.fromAsync(reads.kv.list({ prefix: [kind, "h1"] }));
      if (reads.versions()) covered.push(kind);
    }
    assert.deepEqual(covered.sort(), [
      "busy",
      "event_type",
      "host_rules",
      "ledger",
      "schedule",
      "team_member",
      "team_start",
    ]);
  }));

Deno.test("recordReads: a record that changed between two reads, and a write, leave nothing to go by", () =>
  withStore(async (kv) => {
    const changed = recordReads(kv);
    await changed.kv.get(guard);
    await kv.set(guard, { version: 2 });
    await changed.kv.get(guard);
    assert.equal(changed.versions(), null);
    const writing = recordReads(kv);
    await writing.kv.set(rules, {});
    assert.equal(writing.versions(), null);
  }));

Deno.test("areUnchanged: of more records than one read takes, each counts, also one that was missing", () =>
  withStore(async (kv) => {
    const { kv: recording, versions } = recordReads(kv);
    const many = Array.from({ length: 23 }, (_, n) => keys.host(`m${n}`));
    for (const key of many) await recording.get(key);
    assert(await areUnchanged(kv, versions()!));
    await kv.set(many[22]!, {});
    assert(!await areUnchanged(kv, versions()!));
  }));
