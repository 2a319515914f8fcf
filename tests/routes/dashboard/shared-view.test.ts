import assert from "node:assert/strict";
import { wordsFor } from "$lib/words/index.ts";
import * as connections from "$lib/server/connections.ts";
import { accountsOf, problemOf } from "../../../src/routes/dashboard/calendars/view.ts";
import { connected, town } from "../../support/providers.ts";

const words = wordsFor("en").calendars;

Deno.test("accountsOf: a calendar of somebody else says whose it is, and asks for leave once it counts", async () => {
  await using given = await town();
  const { app, ada, graph } = given;
  const team = graph.make("team", { owner: "boss@example.org", canEdit: true });
  const { id } = await connected(given, "microsoft");
  const look = async () => (await accountsOf(app, ada))[0]!;
  const before = await look();
  assert.deepEqual(before.calendars.map(({ sharedBy }) => sharedBy), [
    null,
    "shared by boss@example.org",
  ]);
  assert.equal(before.asksForShared, false);

  assert.ok((await connections.choose(app, ada.id, id, ["AAMkAG-work=", team])).ok);
  const chosen = await look();
  assert.equal(chosen.asksForShared, true);
  const [, shared] = chosen.calendars;
  assert.ok(shared?.troubles[0]?.startsWith(words.problems["shared-forbidden"]!));
  assert.notEqual(shared?.standing, "fresh");

  await connected(given, "microsoft", id);
  const allowed = await look();
  assert.deepEqual([allowed.asksForShared, allowed.calendars[1]?.standing], [false, "fresh"]);
});

Deno.test("problemOf: a refused client is told with the provider's code, and with nothing that is none", () => {
  const text = words.problems["client-refused"];
  const code = "HTTP 401 invalid_client AADSTS7000222";
  assert.equal(problemOf(words, "client-refused", code), `${text} Error code: ${code}.`);
  for (const said of ["", "<b>HTTP</b>", "HTTP 401 call 555 now"]) {
    assert.equal(problemOf(words, "client-refused", said), text);
  }
  assert.equal(problemOf(words, "timeout", code), words.problems.timeout);
});
