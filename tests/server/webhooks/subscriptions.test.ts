import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { DAY } from "$lib/scheduling/durations.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { WebhookInput } from "$lib/scheduling/webhook.ts";
import { keys } from "$lib/server/kv/keys.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addEventType, addHost, ask, mondayTen } from "../../support/town.ts";
import { addTeam } from "../../support/team-town.ts";
import { startReceiver } from "../../support/webhooks/receiver.ts";
import { deliverDue, stored, subscribe, webhookTown } from "../../support/webhooks/stage.ts";

const url = "https://hooks.example.org/x";

Deno.test("input: URL, kinds in either naming, event types; each error by its field", () => {
  const fieldOf = (input: unknown) => {
    const parsed = parse(WebhookInput, input);
    return parsed.ok ? null : parsed.refusal.fields;
  };
  const kinds = ["booking.created", "booking.rejected", "booking.canceled"];
  const parsed = parse(WebhookInput, { url: `${url}#part`, kinds, naming: "opencalendly" });
  assert(parsed.ok);
  assert.equal(parsed.value.url, url);
  assert.deepEqual(parsed.value.kinds, [
    "booking.confirmed",
    "booking.declined",
    "booking.cancelled",
  ]);
  for (const wrong of ["", "hooks", "ftp://example.org", "https://me:pw@example.org/"]) {
    assert.deepEqual(fieldOf({ url: wrong, kinds }), { url: "webhook-address" }, wrong);
  }
  // As it is sent: each of these takes twelve characters.
  assert.equal(fieldOf({ url: `${url}${"😀".repeat(160)}`, kinds }), null);
  assert.deepEqual(fieldOf({ url: `${url}${"😀".repeat(170)}`, kinds }), { url: "too-long" });
  assert.deepEqual(fieldOf({ url, kinds: [] }), { kinds: "webhook-kind-needed" });
  assert.deepEqual(fieldOf({ url, kinds: ["booking.eaten"] }), {
    "kinds.0": "webhook-kind-unknown",
  });
  assert.deepEqual(fieldOf({ url, kinds, eventTypeIds: [] }), {
    eventTypeIds: "webhook-type-needed",
  });
});

Deno.test("create: plain http only to allowed hosts, own event types, twenty at most, the secret sealed", async () => {
  const { app, host, type } = await webhookTown();
  const create = (given: object) => {
    const input = granted(parse(WebhookInput, { url, kinds: ["booking.confirmed"], ...given }));
    return subscriptions.create(app, host.id, input);
  };
  const http = await refusal(create({ url: "http://hooks.example.org/" }));
  assert.deepEqual(http.fields, { url: "webhook-https" });
  assert((await create({ url: "http://127.0.0.1:5678/", eventTypeIds: [type.id] })).ok);
  const foreign = await addHost(app, { preferredUsername: "eve", email: "eve@example.org" });
  const theirs = await addEventType(app, foreign, { slug: "theirs" });
  const unknown = await refusal(create({ eventTypeIds: [theirs.id] }));
  assert.deepEqual(unknown.fields, { eventTypeIds: "event-type-unknown" });
  const { secret } = await granted(create({}));
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.equal(Buffer.from(secret.slice(6), "base64").length, 32);
  let text = "";
  for await (const entry of app.kv.list({ prefix: [] })) text += JSON.stringify(entry);
  assert(!text.includes(secret) && !text.includes(secret.slice(6)));
  for (let n = 3; n <= 20; n++) assert((await create({})).ok, `${n}`);
  assert.deepEqual(refusal(await create({})).fields, { url: "too-many-webhooks" });
});

Deno.test("edit needs the revision of now, and nobody reaches another's subscription", async () => {
  const { app, host } = await webhookTown();
  const { subscription } = await subscribe(app, host.id, { url });
  const input = granted(
    parse(WebhookInput, { url, kinds: ["booking.expired"], description: "n8n" }),
  );
  const { id } = subscription;
  const edited = await granted(subscriptions.edit(app, host.id, id, 1, input));
  assert.deepEqual([edited.revision, edited.description], [2, "n8n"]);
  assert.equal(refusal(await subscriptions.edit(app, host.id, id, 1, input)).code, "changed");
  const eve = await addHost(app, { preferredUsername: "eve", email: "eve@example.org" });
  const attempts = [
    subscriptions.find(app, eve.id, id),
    subscriptions.edit(app, eve.id, id, 2, input),
    subscriptions.setActive(app, eve.id, id, false),
    subscriptions.rotateSecret(app, eve.id, id),
    subscriptions.remove(app, eve.id, id),
    deliveries.list(app, eve.id, id, { limit: 10 }),
    deliveries.sendTest(app, eve.id, id),
  ];
  for (const [n, attempt] of (await Promise.all(attempts)).entries()) {
    assert.equal(!attempt.ok && attempt.refusal.code, "not-found", `${n}`);
  }
});

Deno.test("edit: an address and event types that were allowed once do not hinder other changes", async () => {
  const { app, host, type } = await webhookTown();
  const { subscription } = await subscribe(app, host.id, {
    url: "http://127.0.0.1:5678/",
    eventTypeIds: [type.id],
  });
  app.settings.allowPrivateHosts = [];
  await app.kv.delete(keys.eventType(host.id, type.id));
  const { kinds, naming, format, eventTypeIds, description } = subscription;
  const as = { url: subscription.url, kinds, naming, format, eventTypeIds, description };
  const edit = (input: WebhookInput) => subscriptions.edit(app, host.id, subscription.id, 1, input);
  const moved = await refusal(edit({ ...as, url: "http://127.0.0.1:1234/", active: false }));
  assert.deepEqual(moved.fields, { url: "webhook-https" });
  const other = await refusal(edit({ ...as, eventTypeIds: [type.id, "other"], active: false }));
  assert.deepEqual(other.fields, { eventTypeIds: "event-type-unknown" });
  const paused = await granted(edit({ ...as, active: false }));
  assert.equal(paused.active, false);
});

Deno.test("a team's: owners and admins manage them, members do not, and who left sees none", async () => {
  const { app, host } = await webhookTown();
  const bea = await addHost(app, { preferredUsername: "bea", email: "bea@example.org" });
  const team = await addTeam(app, [host, bea]);
  const manager = { teamId: team.id, hostId: host.id };
  const { subscription } = await subscribe(app, manager, { url });
  const listed = await granted(subscriptions.list(app, manager));
  assert.deepEqual(listed.map(({ id }) => id), [subscription.id]);
  for (const hostId of [bea.id, "stranger"]) {
    const refused = await refusal(subscriptions.list(app, { teamId: team.id, hostId }));
    assert.equal(refused.code, "not-found");
    const test = await refusal(
      deliveries.sendTest(app, { teamId: team.id, hostId }, subscription.id),
    );
    assert.equal(test.code, "not-found");
  }
});

Deno.test("rotation: both secrets sign for a day, and then the new one alone", async () => {
  const { app, host } = await webhookTown();
  await using receiver = await startReceiver();
  const { subscription } = await subscribe(app, host.id, { url: receiver.url });
  const signatures = async (n: number) => {
    await ask(app, { start: mondayTen + n * DAY });
    await deliverDue(app);
    return receiver.received.at(-1)!.headers["webhook-signature"]!.split(" ").length;
  };
  assert.equal(await signatures(0), 1);
  await granted(subscriptions.rotateSecret(app, host.id, subscription.id));
  assert.equal(await signatures(1), 2);
  app.at(app.now() + DAY);
  assert.equal(await signatures(2), 1);
});

Deno.test("one whose secret was lost stays paused until it has a new one", async () => {
  const { app, host } = await webhookTown();
  const { subscription } = await subscribe(app, host.id, { url });
  const { ownerId, id } = subscription;
  await app.kv.set(["webhook", ownerId, id], { ...subscription, active: false, secrets: [] });
  const refused = await refusal(subscriptions.setActive(app, host.id, id, true));
  assert.deepEqual(refused.fields, { active: "webhook-secret-lost" });
  assert((await subscriptions.rotateSecret(app, host.id, id)).ok);
  assert((await subscriptions.setActive(app, host.id, id, true)).ok);
  assert.equal((await stored(app, subscription)).active, true);
});
