import assert from "node:assert/strict";
import { apiCaller, newApiKey } from "../support/api-caller.ts";
import { startRadicale } from "../support/caldav/radicale.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { addMemberHost } from "../support/team-town.ts";

Deno.test(
  "calendars over the API: connected, chosen, synced and disconnected",
  requires("radicale"),
  async (t) => {
    await using radicale = await startRadicale();
    if (!radicale) return;
    await radicale.makeCalendar("alice", "work");
    await radicale.makeCalendar("alice", "family");
    let key = "", foreign = "";
    await using program = await startWithHost(
      { env: { INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1" } },
      async (app, ada) => {
        key = await newApiKey(app, ada);
        foreign = await newApiKey(app, await addMemberHost(app, "eve"));
      },
    );
    const { calendars } = apiCaller(program.address, key);
    const { calendars: eve } = apiCaller(program.address, foreign);
    assert(calendars && eve);
    const account = { address: radicale.address, user: "alice" };
    let id = "";

    await t.step("none at first; a wrong password is refused and connects nothing", async () => {
      assert.deepEqual((await calendars.list!()).connections, []);
      const refused = await calendars.connectCaldav!({ ...account, password: "wrong" });
      assert.deepEqual([refused.ok, refused.status, refused.code], [
        false,
        422,
        "calendar-refused",
      ]);
      assert.equal((await calendars.syncStatus!()).status, null);
    });

    await t.step("CalDAV: the answer names its calendars and never the password", async () => {
      const connected = await calendars.connectCaldav!({ ...account, password: "alice-pw" });
      assert.equal(connected.ok, true, connected.title);
      id = connected.connection.id;
      const names = connected.connection.calendars.map((each: { name: string }) => each.name);
      assert.deepEqual(names.sort(), ["family", "work"]);
      assert(!JSON.stringify(await calendars.list!()).includes("alice-pw"));
      const status = await calendars.syncStatus!();
      assert.equal(status.status, "fresh");
      assert.equal(status.syncIntervalMinutes, 15);
    });

    await t.step(
      "preferences: which block time, which is written to; a stale revision is 412",
      async () => {
        const { connection } = await calendars.get!({ id });
        const [first, second] = connection.calendars;
        const chosen = { blocks: [first.id], target: second.id };
        const set = await calendars.setPreferences!({ id, ...chosen }, {
          ifMatch: connection.revision,
        });
        assert.deepEqual(
          set.connection.calendars.map((
            each: Record<string, unknown>,
          ) => [each["blocks"], each["isTarget"]]),
          [[true, false], [false, true]],
        );
        const stale = await calendars.setPreferences!({ id, blocks: [] }, {
          ifMatch: connection.revision,
        });
        assert.deepEqual([stale.status, stale.code], [412, "changed"]);
        const unknown = await calendars.setPreferences!({ id, blocks: ["elsewhere"] });
        assert.equal(unknown.fields.blocks, "This account has no such calendar.");
        const off = await calendars.setPreferences!({ id, target: null });
        assert(off.connection.calendars.every((each: { isTarget: boolean }) => !each.isTarget));
      },
    );

    await t.step("write check: what came of each step, and when", async () => {
      const { connection } = await calendars.get!({ id });
      assert.equal(connection.writeCheck, null);
      const checked = (await calendars.runWriteCheck!({ id })).connection.writeCheck;
      assert.deepEqual(
        checked.steps,
        ["write", "read", "edit", "conditions", "delete"].map((step) => ({ step, reason: null })),
      );
      assert(Date.parse(checked.at) <= Date.now());
      assert.deepEqual((await calendars.get!({ id })).connection.writeCheck, checked);
    });

    await t.step("another host sees and changes nothing of it", async () => {
      for (const change of ["get", "sync", "runWriteCheck", "disconnect"]) {
        assert.equal((await eve[change]!({ id })).status, 404, change);
      }
      assert.equal((await eve.setPreferences!({ id, blocks: [] })).status, 404);
      assert.deepEqual((await eve.list!()).connections, []);
    });

    await t.step("writes: none waits; running them answers how many", async () => {
      assert.deepEqual(await calendars.writebackStatus!(), {
        ok: true,
        waiting: 0,
        failed: 0,
        writes: [],
      });
      assert.equal((await calendars.runWriteback!()).queued, 0);
    });

    await t.step("Google by key needs a session; disconnecting removes the account", async () => {
      const started = await calendars.startConnect!({ provider: "google" });
      assert.equal(started.code, "session-needed");
      assert.equal((await calendars.sync!({ id })).ok, true);
      assert.equal((await calendars.disconnect!({ id })).ok, true);
      assert.deepEqual((await calendars.list!()).connections, []);
    });
  },
);
