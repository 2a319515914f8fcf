import assert from "node:assert/strict";
import { getAvailability } from "$lib/server/api/availability.ts";
import { listSlots } from "$lib/server/api/booking-pages.ts";
import { requestBooking } from "$lib/server/api/guest-bookings.ts";
import { lookUpBooking } from "$lib/server/api/guest-changes.ts";
import { findAddress } from "$lib/server/api/nouns.ts";
import { answerApi } from "$lib/server/api/serve.ts";
import { setPagePicture } from "$lib/server/api/page.ts";
import { getProfile, updateProfile } from "$lib/server/api/profile.ts";
import { sendMagicLink, whoAmI } from "$lib/server/api/sign-in.ts";
import { requestHandler } from "$lib/server/http/request-handler.ts";
import { bodyLimit, FORM_BYTES, PICTURE_BYTES } from "$lib/server/http/request-body.ts";
import { eventOf, openApi } from "../../support/api-in-process.ts";
import { mondayTen, town } from "../../support/town.ts";

const foreign = { origin: "https://else.example", "sec-fetch-site": "cross-site" };

Deno.test("operations: pages of other sites send what needs no sign-in, but never sign a visitor in", async () => {
  const { app } = await town();
  const ask = openApi(app);
  const key = { "idempotency-key": "k".repeat(20) };
  const booking = await ask(requestBooking, { headers: { ...foreign, ...key }, body: {} });
  assert.equal(booking.status, 422);
  assert.equal(booking.headers.get("access-control-allow-origin"), "*");
  const link = await ask(sendMagicLink, { headers: foreign, body: { email: "ada@example.org" } });
  assert.equal(link.status, 403);
  for (const each of [sendMagicLink, whoAmI, getProfile]) {
    const { headers } = await ask(each, { headers: foreign });
    assert.equal(headers.get("access-control-allow-origin"), null, each.id);
  }
});

Deno.test("operations: reading availability counts towards its own limit, a change towards that of changes", async () => {
  const { app } = await town();
  const ask = openApi(app), params = { username: "ada", slug: "intro-call" };
  const policies = async (...call: Parameters<typeof ask>) =>
    [...(await ask(...call)).headers.get("ratelimit-policy")!.matchAll(/"(\w+)"/g)]
      .map(([, name]) => name);
  assert.deepEqual(await policies(getProfile, {}), ["default"]);
  assert.deepEqual(await policies(getAvailability, {}), ["availability", "default"]);
  assert.deepEqual(await policies(listSlots, { params }), ["availability", "default"]);
  assert.deepEqual(await policies(updateProfile, {}), ["change", "default"]);
});

Deno.test("operations: only answers that are the same for everybody vary by their coding", async () => {
  const { app } = await town();
  const ask = openApi(app), headers = { "accept-encoding": "gzip" };
  const params = { username: "ada", slug: "intro-call" };
  const slots = await ask(listSlots, { params, headers });
  assert.match(slots.headers.get("vary")!, /accept-encoding/);
  const booked = await ask(requestBooking, {
    headers: { "idempotency-key": "k".repeat(20) },
    body: {
      username: "ada",
      eventSlug: "intro-call",
      startsAt: new Date(mondayTen).toISOString(),
      inviteeName: "Grace",
      inviteeEmail: "grace@example.org",
    },
  });
  const { actions: { token } } = await booked.json();
  const looked = await ask(lookUpBooking, { params: { token }, headers });
  assert.equal(looked.status, 200);
  assert.doesNotMatch(looked.headers.get("vary") ?? "", /accept-encoding/);
});

Deno.test("operations: a picture may be larger than a form, and what takes no body has none", async () => {
  const limitOf = (operation: typeof setPagePicture | typeof updateProfile | typeof getProfile) => {
    const { method, path } = operation;
    const api = { path, operations: { [method]: operation }, params: {} };
    type Asked = Parameters<typeof bodyLimit>[0];
    return bodyLimit({ locals: { api, route: path }, request: { method } } as unknown as Asked);
  };
  assert.equal(await limitOf(setPagePicture), PICTURE_BYTES);
  assert.equal(await limitOf(updateProfile), FORM_BYTES);
  assert.equal(await limitOf(getProfile), null);
});

Deno.test("operations: one whose file cannot be loaded is a fault with an id, and the next request is answered", async () => {
  const { app } = await town();
  const url = new URL("/v0/profile", app.baseUrl);
  let isBroken = true;
  const handle = requestHandler(() => app, (path) => {
    if (isBroken) return Promise.reject(new Error("too many open files"));
    return findAddress(path);
  });
  const ask = async () => {
    const event = eventOf({ request: new Request(url), id: "/v0/[...path]" });
    return await handle({ event, resolve: answerApi } as Parameters<typeof handle>[0]);
  };
  const fault = await ask();
  assert.equal(fault.status, 500);
  assert.match((await fault.json()).instance, /^urn:invito:fault:/);
  isBroken = false;
  assert.equal((await ask()).status, 401);
});
