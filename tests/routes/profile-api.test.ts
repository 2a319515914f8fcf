import assert from "node:assert/strict";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { startVisit } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addMemberHost } from "../support/team-town.ts";

Deno.test("profile, first steps, reminders and signing out over HTTP", async (t) => {
  let session = "", foreign = "", typeId = "";
  await using program = await startWithHost({}, async (app, ada) => {
    session = await signedIn(app, ada);
    foreign = await signedIn(app, await addMemberHost(app, "eve"));
    typeId = (await getEventTypeBySlug(app.kv, ada.id, "coffee"))!.id;
  });
  const { address } = program;
  const as = (secret: string) => startVisit(address, secret);
  const ada = as(session);
  const send = async (method: string, path: string, body: unknown, match?: string) => {
    const headers = { "content-type": "application/json", origin: address } as HeadersInit;
    const answer = await fetch(address + path, {
      method,
      headers: {
        ...headers,
        cookie: `${sessionCookie}=${session}`,
        ...(match ? { "if-match": match } : {}),
      },
      ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, etag: answer.headers.get("etag"), body: await answer.json() };
  };

  await t.step("the profile is read and changed, and not over another change", async () => {
    const first = await send("GET", "/v0/profile", null);
    assert.equal(first.body.profile.username, "ada");
    assert.equal(first.body.profile.page, `${address}/ada`);
    assert.equal(first.etag, `"${first.body.profile.revision}"`);
    const changes = { displayName: "Ada L.", timezone: "europe/oslo", dailyAgendaAt: "07:30" };
    const changed = await send("PATCH", "/v0/profile", changes, first.etag!);
    assert.equal(changed.status, 200);
    assert.equal(changed.body.profile.name, "Ada L.");
    assert.equal(changed.body.profile.timezone, "Europe/Oslo");
    assert.equal(changed.body.profile.dailyAgendaAt, "07:30");
    const stale = await send("PATCH", "/v0/profile", { name: "Lost" }, first.etag!);
    assert.equal(stale.status, 412);
    const off = await send("PATCH", "/v0/profile", { dailyAgendaAt: null, hourCycle: 12 });
    assert.equal(off.body.profile.dailyAgendaAt, null);
    assert.equal(off.body.profile.hourCycle, 12);
    const none = await send("PATCH", "/v0/profile", {});
    assert.equal(none.etag, off.etag);
  });

  await t.step("what cannot be is refused by name", async () => {
    const unknown = await send("PATCH", "/v0/profile", { email: "x@example.org" });
    assert.equal(unknown.status, 422);
    assert.ok(unknown.body.fields.email);
    const invalid = await send("PATCH", "/v0/profile", {
      timezone: "Nowhere",
      dailyAgendaAt: "25:00",
    });
    assert.deepEqual(Object.keys(invalid.body.fields), ["timezone", "dailyAgendaAt"]);
    assert.equal((await send("PATCH", "/v0/profile", { username: "dashboard" })).status, 422);
    assert.equal((await send("PATCH", "/v0/profile", { username: "eve" })).status, 409);
  });

  await t.step(
    "the username changes: old links break, and nobody else gets the old name",
    async () => {
      const guest = startVisit(address);
      const rename = (username: string, as = session) =>
        fetch(`${address}/v0/profile`, {
          method: "PATCH",
          headers: {
            "content-type": "application/json",
            origin: address,
            cookie: `${sessionCookie}=${as}`,
          },
          body: JSON.stringify({ username }),
        }).then(({ status }) => status);
      assert.equal((await guest.get("/calendar/ada/coffee")).status, 200);
      assert.equal(await rename("countess"), 200);
      for (const path of ["/calendar/ada/", "/calendar/ada/coffee", "/widget/ada/coffee"]) {
        assert.equal((await guest.get(path)).status, 404, path);
      }
      assert.equal((await guest.get("/v0/users/ada/event-types/coffee")).status, 404);
      assert.equal((await guest.get("/calendar/countess/coffee")).status, 200);
      assert.equal(await rename("ada", foreign), 409);
      // Its owner may come back to it.
      assert.equal(await rename("ada"), 200);
      assert.equal((await guest.get("/calendar/ada/coffee")).status, 200);
      assert.equal((await guest.get("/calendar/countess/coffee")).status, 404);
    },
  );

  await t.step("the first steps are finished by what they ask for", async () => {
    const done = await send("POST", "/v0/onboarding/complete", {
      name: "Ada Beck",
      username: "lady",
    });
    assert.equal(done.status, 200);
    assert.equal(done.body.profile.onboarded, true);
    assert.equal((await ada.get("/ada")).status, 404);
    assert.equal((await ada.get("/lady")).status, 200);
  });

  await t.step("reminders are set under the revision of their event type", async () => {
    const path = `/v0/event-types/${typeId}/notification-rules`;
    const before = await send("GET", path, null);
    const rules = { alarm: 5, reminders: [{ id: null, side: "before", minutes: 60, to: "guest" }] };
    const set = await send("PUT", path, rules, before.etag!);
    assert.equal(set.status, 200);
    const [reminder] = set.body.notificationRules.reminders;
    assert.equal(reminder.minutes, 60);
    assert.equal((await send("PUT", path, rules, before.etag!)).status, 412);
    const kept = { alarm: null, reminders: [{ ...reminder, minutes: 90 }] };
    const again = await send("PUT", path, kept);
    assert.equal(again.body.notificationRules.reminders[0].id, reminder.id);
    const twice = { alarm: null, reminders: [...rules.reminders, ...rules.reminders] };
    assert.equal((await send("PUT", path, twice)).status, 422);
    assert.equal((await as(foreign).send("PUT", path, rules)).status, 404);
    assert.equal((await as(foreign).get(path)).status, 404);
  });

  await t.step("a session ends, and ending it again is no error", async () => {
    assert.equal((await send("POST", "/v0/notifications/run", {})).status, 202);
    const out = await ada.send("POST", "/v0/auth/logout", {});
    assert.equal(out.status, 200);
    assert.ok(!ada.cookies.has(sessionCookie));
    assert.equal((await send("GET", "/v0/profile", null)).status, 401);
    assert.equal((await ada.send("POST", "/v0/auth/logout", {})).status, 200);
  });
});
