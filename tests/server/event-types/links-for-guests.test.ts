import assert from "node:assert/strict";
import { parse } from "$lib/scheduling/parse.ts";
import { LinksForGuestsInput } from "$lib/scheduling/private-link.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addEventType, addHost, town } from "../../support/town.ts";

Deno.test("links for several guests: one each by address, or none where they are too many", async () => {
  const { app } = await town();
  const host = await addHost(app, { preferredUsername: "grace", email: "grace@example.org" });
  const type = await addEventType(app, host, { slug: "private", privateLinkOnly: true });
  const guests = ["mary@example.net", "ida@example.net"];
  const terms = { uses: 1, until: null };
  const made = await granted(
    privateLinks.createForGuests(app, host, type.id, { guests, ...terms }),
  );
  assert.deepEqual(made.map(({ label }) => label), guests);
  const all = await privateLinks.list(app, host, type);
  assert.equal(new Set(all.map(({ address }) => address)).size, 2);
  const many = Array.from({ length: 50 }, (_each, n) => `guest${n}@example.net`);
  assert.ok(
    (await privateLinks.createForGuests(app, host, type.id, { guests: many, ...terms })).ok,
  );
  const more = await refusal(
    privateLinks.createForGuests(app, host, type.id, { guests: many, ...terms }),
  );
  assert.deepEqual(more.fields, { guests: "too-many-links" });
  assert.equal((await privateLinks.list(app, host, type)).length, 52, "none of the refused ones");
  const other = await addHost(app, { preferredUsername: "eve", email: "eve@example.org" });
  const foreign = await refusal(
    privateLinks.createForGuests(app, other, type.id, { guests, ...terms }),
  );
  assert.equal(foreign.code, "not-found");
});

Deno.test("links for several guests: each mailbox once, and nothing that is no address", () => {
  const entered = (guests: string[]) => parse(LinksForGuestsInput, { guests });
  const read = granted(entered(["Mary@example.net", "mary@example.net", "ida@example.net"]));
  assert.deepEqual(read.guests, ["Mary@example.net", "ida@example.net"]);
  const wrong = refusal(entered(["mary@example.net", "nobody"]));
  assert.deepEqual(wrong.fields, { guests: "addresses-invalid" });
  const many = refusal(entered(Array.from({ length: 51 }, (_each, n) => `guest${n}@example.net`)));
  assert.deepEqual(many.fields, { guests: "too-many-addresses" });
});
