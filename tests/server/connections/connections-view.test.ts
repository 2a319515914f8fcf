import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import * as connections from "$lib/server/connections/index.ts";
import { calendarErrorText } from "../../../src/lib/server/connections/calendar-view.ts";
import { connectionViews } from "../../../src/lib/server/connections/connections-view.ts";
import { setSyncProgress } from "$lib/server/store/sync-progress.ts";
import { addAccount, keyOfCalendar } from "../../support/calendar-states.ts";
import { town } from "../../support/town.ts";
import { connected, providerTown } from "../../support/provider-hosts.ts";

const words = messages("en").calendars;

Deno.test("connectionViews: a shared calendar names its owner, and requests permission once it counts", async () => {
  await using given = await providerTown();
  const { app, ada, graph } = given;
  const team = graph.addCalendar("team", { owner: "boss@example.org", canEdit: true });
  const { id } = await connected(given, "microsoft");
  const look = async () => (await connectionViews(app, ada))[0]!;
  const before = await look();
  assert.deepEqual(before.calendars.map(({ sharedBy }) => sharedBy), [
    null,
    "shared by boss@example.org",
  ]);
  assert.equal(before.needsSharedAccess, false);

  assert.ok((await connections.chooseCalendars(app, ada.id, id, ["AAMkAG-work=", team])).ok);
  const chosen = await look();
  assert.equal(chosen.needsSharedAccess, true);
  const [, shared] = chosen.calendars;
  assert.ok(shared?.errors[0]?.startsWith(words.problems["shared-forbidden"]!));
  assert.notEqual(shared?.status, "fresh");

  await connected(given, "microsoft", id);
  const allowed = await look();
  assert.deepEqual([allowed.needsSharedAccess, allowed.calendars[1]?.status], [false, "fresh"]);
});

Deno.test("calendarErrorText: a refused client is shown with the provider's code, and no other text", () => {
  const text = words.problems["client-refused"];
  const code = "HTTP 401 invalid_client AADSTS7000222";
  assert.equal(calendarErrorText(words, "client-refused", code), `${text} Error code: ${code}.`);
  for (const callback of ["", "<b>HTTP</b>", "HTTP 401 call 555 now"]) {
    assert.equal(calendarErrorText(words, "client-refused", callback), text);
  }
  assert.equal(calendarErrorText(words, "timeout", code), words.problems.timeout);
});

Deno.test("connectionViews: how far a sync is, and which accounts need their host", async () => {
  const { app, host } = await town();
  const first = await addAccount(app, host, { label: "A" }, [{ name: "Work" }]);
  const failure = {
    kind: "signed-out",
    reason: "wrong-password",
    detail: "",
    since: app.now(),
    isHostNotified: true,
  } as const;
  await addAccount(app, host, { label: "B" }, [{ name: "Home", events: 12, state: { failure } }]);
  const hour = {
    kind: "try-again",
    reason: "timeout",
    detail: "",
    since: app.now(),
    isHostNotified: true,
  } as const;
  await addAccount(app, host, { label: "C" }, [{
    name: "Club",
    events: 1,
    state: { failure: hour },
  }]);
  const look = async () => await connectionViews(app, host);
  const factsOf = async () => (await look())[0]!.calendars[0]!.facts;
  assert.deepEqual(await factsOf(), [words.neverSynced]);
  const key = keyOfCalendar(first, 0);
  const at = { updatedAt: app.now() };
  await setSyncProgress(app.kv, host.id, key, { done: 1_200, total: 5_000, ...at });
  assert.deepEqual(await factsOf(), ["1,200 of 5,000 events read"]);
  await setSyncProgress(app.kv, host.id, key, { done: 1, total: null, ...at });
  assert.deepEqual(await factsOf(), ["1 event read"]);
  const views = await look();
  assert.deepEqual(views.map(({ needsAction }) => needsAction), [false, true, false]);
  assert.deepEqual(views.map(({ errors }) => errors.length), [0, 1, 1]);
  assert.ok(views[0]!.calendars[0]!.isFirstSync);
});
