import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import * as connections from "$lib/server/connections/index.ts";
import {
  calendarErrorText,
  connectionViews,
} from "../../../src/lib/server/connections/connections-view.ts";
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
