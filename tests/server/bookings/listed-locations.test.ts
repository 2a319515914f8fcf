import assert from "node:assert/strict";
import type { Location } from "$lib/scheduling/location.ts";
import { missingConferences } from "$lib/server/changes/booked-location.ts";
import { hostList } from "$lib/server/views/picker/event-type-list.ts";
import * as connections from "$lib/server/connections/index.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { connected, providerTown } from "../../support/provider-hosts.ts";
import { addEventType } from "../../support/town.ts";

const meet: Location = { kind: "google-meet" };

Deno.test("hostList names a video link only while a calendar makes it, and the host reads why", async () => {
  await using given = await providerTown();
  const { app, ada } = given;
  const google = await connected(given, "google");
  await addEventType(app, ada, { slug: "talk", location: meet });
  const look = async () => {
    const host = (await getHost(app.kv, ada.id))!;
    const { types } = await hostList(app, host);
    const missing = await missingConferences(app.kv, meet, [host]);
    return [types.find(({ title }) => title === "talk")?.place, missing];
  };
  assert.deepEqual(await look(), ["Google Meet", []]);
  assert.ok((await connections.disconnect(app, ada.id, google.id)).ok);
  assert.deepEqual(await look(), ["Location decided later", ["google-meet"]]);
});
