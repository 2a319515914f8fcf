import assert from "node:assert/strict";
import { listTypesToBook } from "$lib/server/requests/book-for-guest.ts";
import {
  bookAgain,
  pageToBook,
  queryOf,
  readHostForm,
} from "../../../src/routes/dashboard/book/[id]/book-page.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addEventType, addHost, ask, town } from "../../support/town.ts";
import { teamTown } from "../../support/team-town.ts";

Deno.test("bookAgain: the guest without their note, only for a host of the booking", async () => {
  const { app, host, type } = await town();
  const { id, guest } = (await ask(app, { slug: type.slug })).booking;
  const again = await bookAgain(app, host, id);
  assert.ok(again && again !== "unknown");
  assert.deepEqual(
    [again.values.name, again.values.email, again.values.note, again.zone, again.minutes],
    [guest.name, guest.email, "", guest.zone, 30],
  );
  const other = await addHost(app, { name: "Eve", email: "eve@example.org" });
  assert.equal(await bookAgain(app, other, id), "unknown");
  assert.equal(await bookAgain(app, host, "none"), "unknown");
  assert.equal(await bookAgain(app, host, null), null);
  const query = queryOf(new URLSearchParams(), host, again);
  assert.deepEqual([query.get("tz"), query.get("minutes")], [host.zone, "30"]);
});

Deno.test("pageToBook: without approval or verified email; nothing of a type that is off", async () => {
  const { app, host, type } = await town({ type: { slug: "visit", requireVerifiedEmail: true } });
  const page = await pageToBook(app, host, { type, team: null, decides: true });
  assert.deepEqual([page?.type.decision, page?.type.requireVerifiedEmail], ["instant", false]);
  const off = { type: { ...type, active: false }, team: null, decides: true };
  assert.equal(await pageToBook(app, host, off), null);
});

Deno.test("listTypesToBook: active ones of the host and of their teams", async () => {
  const { app, host } = await town();
  await addEventType(app, host, { slug: "off", title: "Off", active: false });
  const own = await listTypesToBook(app, host.id);
  assert.deepEqual(own.map(({ type, team }) => [type.slug, team]), [["intro-call", null]]);
});

Deno.test("listTypesToBook: a member requests, a manager decides", async () => {
  const { app, hosts, type } = await teamTown();
  const decides = await Promise.all(hosts.map(async ({ id }) => {
    const found = await listTypesToBook(app, id);
    return found.find((each) => each.type.id === type.id)?.decides;
  }));
  assert.equal(decides[0], true);
  assert.ok(decides.slice(1).includes(false));
});

Deno.test("readHostForm: the guest’s zone is a field of its own", async () => {
  const { host } = await town();
  const form = new FormData();
  const fields = { slot: "2026-11-02T09:00:00Z", name: "Ida", email: "ida@example.net" };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, value] of [["tz", "Europe/Berlin"], ["hours", "24"], ["key", "k".repeat(20)]]) {
    form.set(name!, value!);
  }
  form.set("guestZone", "Mars/Base");
  assert.deepEqual(refusal(readHostForm(form, host)).fields, { zone: "unknown-zone" });
  form.set("guestZone", "America/New_York");
  const read = granted(readHostForm(form, host));
  assert.equal(read.guest.zone, "America/New_York");
  assert.equal(read.key?.route, "book form");
});
