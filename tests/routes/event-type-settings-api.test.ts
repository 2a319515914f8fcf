import assert from "node:assert/strict";
import * as templates from "$lib/server/api/email-templates.ts";
import * as list from "$lib/server/api/event-types.ts";
import * as types from "$lib/server/api/event-types.ts";
import * as links from "$lib/server/api/private-links.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import { checkedCaller } from "../support/checked-caller.ts";
import { granted } from "../support/granted.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addHost } from "../support/town.ts";

Deno.test("event types over the API: copied, moved, worded, linked to, deleted", async (t) => {
  let session = "", grace = "", key = "";
  await using program = await startWithHost({}, async (app, host) => {
    session = await signedIn(app, host);
    grace = await signedIn(
      app,
      await addHost(app, { preferredUsername: "grace", email: "grace@example.org" }),
    );
    const made = await granted(apiKeys.create(app, host, {
      name: "Writer",
      scopes: ["read", "settings"],
      expires: "never",
    }));
    key = made.secret;
  });
  const ada = checkedCaller(program.address, { session });
  const byKey = checkedCaller(program.address, { key });
  const stranger = checkedCaller(program.address, { session: grace });
  const { body: { eventTypes: [first] } } = await ada(types.listEventTypes);
  let id = "";

  await t.step("a copy is inactive and last; moved up it changes places", async () => {
    const copy = await byKey(list.duplicateEventType, { params: { id: first.id } });
    assert.equal(copy.status, 201);
    assert.equal(copy.body.eventType.active, false);
    id = copy.body.eventType.id;
    const moved = await byKey(list.reorderEventType, { params: { id }, body: { by: -1 } });
    assert.equal(moved.body.eventTypes.at(-2).id, id);
    const wrong = await ada(list.reorderEventType, { params: { id }, body: { by: 1, to: 3 } });
    assert.equal(wrong.status, 422);
    assert.deepEqual(Object.keys(wrong.body.fields), ["to"]);
  });

  const params = { id: first.id, which: "guest-confirmed" };
  await t.step("an email text is set, previewed and reset; an old revision is 412", async () => {
    const all = await ada(templates.listEmailTemplates, { params });
    assert(all.body.emailTemplates.templates.length > 5);
    const text = { subject: "Hello {guest}", text: "" };
    const headers = { "if-match": all.headers.get("etag")! };
    const set = await byKey(templates.setEmailTemplate, { params, body: text, headers });
    assert.equal(set.status, 200);
    assert.equal(set.body.emailTemplate.isCustom, true);
    assert.equal(set.headers.get("etag"), '"1"');
    const late = await byKey(templates.setEmailTemplate, { params, body: text, headers });
    assert.equal(late.status, 412);
    const unknown = await ada(templates.setEmailTemplate, {
      params,
      body: { ...text, subject: "Hello {nobody}" },
    });
    assert.deepEqual(Object.keys(unknown.body.fields), ["subject"]);
    const seen = await ada(templates.previewEmailTemplate, { params });
    assert.match(seen.body.email.subject, /^Hello \w/);
    const tried = await ada(templates.previewEmailTemplate, {
      params,
      query: { subject: "Tried" },
    });
    assert.equal(tried.body.email.subject, "Tried");
    assert.equal((await ada(templates.resetEmailTemplate, { params })).status, 200);
    const { body: { emailTemplate } } = await ada(templates.getEmailTemplate, { params });
    assert.equal(emailTemplate.isCustom, false);
    const other = { ...params, which: "no-such-email" };
    assert.equal((await ada(templates.getEmailTemplate, { params: other })).status, 404);
  });

  await t.step("a key makes a private link, but sees its address only then", async () => {
    const made = await byKey(links.createPrivateLink, {
      params,
      body: { label: "Grace", uses: 2, until: null },
      headers: { "idempotency-key": "a-link-for-grace" },
    });
    assert.equal(made.status, 201);
    const { link, address } = made.body;
    assert.match(address, /\?link=[\w-]{43}$/);
    const again = await byKey(links.createPrivateLink, {
      params,
      body: { label: "Grace", uses: 2, until: null },
      headers: { "idempotency-key": "a-link-for-grace" },
    });
    assert.deepEqual(again.body, { ...made.body, address: null });

    const ofLink = { ...params, link: link.id };
    assert.equal((await byKey(links.revealPrivateLink, { params: ofLink })).status, 403);
    const shown = await ada(links.revealPrivateLink, { params: ofLink });
    assert.equal(shown.body.address, address);

    await byKey(links.createPrivateLink, { params, body: {} });
    const page = await byKey(links.listPrivateLinks, { params, query: { limit: "1" } });
    assert.equal(page.body.links.length, 1);
    const { next: cursor } = page.body;
    const rest = await byKey(links.listPrivateLinks, { params, query: { limit: "1", cursor } });
    assert.deepEqual(rest.body.links, [link]);
    assert.equal(rest.body.next, null);
    const broken = await byKey(links.listPrivateLinks, { params, query: { cursor: "x" } });
    assert.deepEqual(Object.keys(broken.body.fields), ["cursor"]);

    const gone = await byKey(links.revokePrivateLink, { params: ofLink });
    assert.equal(gone.body.link.state, "revoked");
    assert.equal((await ada(links.revealPrivateLink, { params: ofLink })).status, 410);
  });

  await t.step("a link for each of several guests, with its address", async () => {
    const body = { guests: ["mary@example.net", "ida@example.net"] };
    const made = await byKey(links.createLinksForGuests, { params, body });
    assert.equal(made.status, 201);
    const labels = made.body.links.map((each: { link: { label: string } }) => each.link.label);
    assert.deepEqual(labels, body.guests);
    assert.match(made.body.links[0].address, /\?link=[\w-]{43}$/);
    const foreign = await stranger(links.createLinksForGuests, { params, body });
    assert.equal(foreign.status, 404);
  });

  await t.step("another host's event type is not there; a deleted one is gone", async () => {
    for (
      const operation of [
        list.duplicateEventType,
        list.deleteEventType,
        templates.listEmailTemplates,
        templates.previewEmailTemplate,
        templates.resetEmailTemplate,
        links.listPrivateLinks,
        links.createPrivateLink,
      ]
    ) {
      assert.equal((await stranger(operation, { params })).status, 404, operation.id);
    }
    assert.equal((await byKey(list.deleteEventType, { params: { id } })).body.id, id);
    assert.equal((await ada(types.getEventType, { params: { id } })).status, 404);
  });
});
