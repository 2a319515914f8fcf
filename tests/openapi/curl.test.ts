import assert from "node:assert/strict";
import { curlLine, curlOf } from "$lib/openapi/curl.ts";
import { showTeamShares } from "$lib/server/api/analytics.ts";
import { createEventType, getEventType } from "$lib/server/api/event-types.ts";
import { requestBooking } from "$lib/server/api/guest-bookings.ts";
import { runShell } from "../support/run-shell.ts";

const place = { baseUrl: "https://cal.example", cookie: "invito_session", values: {} };

Deno.test("curlLine: a body comes through a shell as it is", async () => {
  const body = { text: `It's $HOME "and" \`date\` \\ \n!` };
  const line = curlLine({ method: "POST", url: "https://cal.example", body });
  const printed = await runShell(line.replace(/^curl [\s\S]* -d /, "printf %s "));
  assert.deepEqual(JSON.parse(printed), body);
});

Deno.test("curlOf: the key where one is needed, variables for ids", () => {
  assert.equal(
    curlOf(getEventType, place),
    'curl "https://cal.example/v0/event-types/$ID" \\\n  -H "Authorization: Bearer $INVITO_KEY"',
  );
  assert.match(curlOf(createEventType, place), /^curl -X POST .*"title": "Office hours"/s);
  assert.match(
    curlOf({ ...createEventType, access: "session" }, place),
    /-H "Cookie: invito_session=\$INVITO_SESSION" \\\n {2}-H "Origin: https:\/\/cal\.example"/,
  );
});

Deno.test("curlOf: variables for parameters that are needed and have no example", () => {
  assert.match(curlOf(showTeamShares, place), /\/v0\/analytics\/team\?teamId=\$TEAMID"/);
});

Deno.test("curlOf: names of the reader in place of the example's; bookings have a key of the request", () => {
  const line = curlOf(requestBooking, { ...place, values: { username: "eve", eventSlug: "chat" } });
  assert.match(line, /"username": "eve",\n {2}"eventSlug": "chat"/);
  assert.match(line, /-H "Idempotency-Key: request-\$\(date \+%s\)"/);
  assert.doesNotMatch(line, /Authorization/);
});
