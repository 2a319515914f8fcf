/** What guests have entered when the installation cannot take it: it is kept, and can be sent again. */
import assert from "node:assert/strict";
import { formFields } from "../support/proof/guest-client.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { startVisit, type VisitorResponse } from "../support/http-visitor.ts";
import { settingsFor } from "../support/temp-folder.ts";
import { signedIn } from "../support/seeded-town.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { withSnapshot } from "../../src/tasks/snapshot.ts";

const preload = new URL("../support/refusing-store.ts", import.meta.url).pathname;
const failures = {
  full: "database or disk is full",
  locked: "database is locked",
  broken: "what nobody has thought of",
};
const guest = {
  name: 'Jo "Joan" O’Marsh <3',
  email: "joan@example.net",
  note: "First line\nsecond",
};

Deno.test("a booking form is kept while the store is full, locked or broken, and sent again under its key", async (t) => {
  await using program = await startWithHost({ preload });
  const visitor = startVisit(program.address);
  const path = `/calendar/ada/coffee?slot=${await someSlot(program.address)}&tz=Europe%2FBerlin`;
  const shown = formFields((await visitor.get(path)).text, /slot=/);
  assert(shown.key);
  const filled = { ...shown, ...guest };

  await t.step("full: the form itself, with a sentence", async () => {
    await refuse(program, failures.full);
    const kept = await visitor.post(path, filled);
    assert.equal(kept.status, 503);
    assert.match(kept.text, /disk is full/);
    const again = formFields(kept.text, /slot=/);
    assert.deepEqual([again.key, again.slot, again.name, again.email], [
      shown.key,
      shown.slot,
      guest.name,
      guest.email,
    ]);
    assert.match(kept.text, /First line\nsecond/);
  });
  await t.step("locked: the form itself, too", async () => {
    await refuse(program, failures.locked);
    const kept = await visitor.post(path, filled);
    assert.equal(kept.status, 503, kept.text.slice(0, 2_000));
    assert.equal(formFields(kept.text, /slot=/).key, shown.key);
  });
  let broken: VisitorResponse;
  await t.step("an unexpected error: a page with all of it, in the guest's language", async () => {
    await refuse(program, failures.broken);
    broken = await visitor.post(path, filled, { "accept-language": "de" });
    assert.equal(broken.status, 500);
    assert.match(broken.text, /<html lang="de"/);
    assert.match(broken.text, /Ihre Eingaben sind noch da/);
    assert.match(broken.text, /<button>Erneut versuchen<\/button>/);
    assert.deepEqual(submittedAgain(broken.text).fields, filled);
  });
  await t.step("with the store back, its button books once, and once only", async () => {
    await refuse(program, "");
    const { action, fields } = submittedAgain(broken.text);
    const booked = await visitor.post(action, fields);
    assert.equal(booked.status, 303, booked.text.slice(0, 2_000));
    assert.match(booked.location ?? "", /^\/booking\//);
    const twice = await visitor.post(action, fields);
    assert.equal(twice.location, booked.location);
    assert.equal((await bookingsOf(program)).length, 1);
  });
});

Deno.test("a guest's cancellation with its reason is kept while the store is full, and sent again", async () => {
  await using program = await startWithHost({ preload });
  const visitor = startVisit(program.address);
  const path = `/calendar/ada/coffee?slot=${await someSlot(program.address)}`;
  const shown = formFields((await visitor.get(path)).text, /slot=/);
  const booked = await visitor.post(path, { ...shown, ...guest });
  const page = `${booked.location}/cancel`;
  const cancelling = { ...formFields((await visitor.get(page)).text), reason: "I <am> ill & away" };
  await refuse(program, failures.full);
  const kept = await visitor.post(page, cancelling);
  assert.equal(kept.status, 503);
  assert(Number(kept.headers.get("retry-after")) >= 1);
  const { action, fields } = submittedAgain(kept.text);
  assert.deepEqual(fields, cancelling);
  await refuse(program, "");
  assert.equal((await visitor.post(action, fields)).status, 303);
  const [booking] = await bookingsOf(program);
  assert(JSON.stringify(booking).includes(cancelling.reason));
});

Deno.test("a limit: the page says when to try again and keeps the form, but no password", async (t) => {
  await using program = await startWithHost({}, signedIn);
  const session = program.seeded;
  const guestVisit = startVisit(program.address), host = startVisit(program.address, session);
  const path = `/calendar/ada/coffee?slot=${await someSlot(program.address)}`;
  const filled = { ...formFields((await guestVisit.get(path)).text, /slot=/), ...guest };
  for (let n = 0; n < 40; n++) await guestVisit.post("/auth/verify", { token: "x" });

  await t.step("a guest's", async () => {
    const refused = await guestVisit.post(path, filled);
    assert.equal(refused.status, 429);
    const seconds = Number(refused.headers.get("retry-after"));
    assert(refused.text.includes(`in ${seconds} second`), refused.text.slice(0, 2_000));
    const { action, fields } = submittedAgain(refused.text);
    assert.deepEqual([action, fields], [path, filled]);
    assert(!refused.location);
  });
  await t.step("a host's, but neither a password nor a form of another site", async () => {
    const page = "/dashboard/settings/close";
    const typed = { username: "ada", message: "Bye <all>" };
    const refused = await host.post(page, typed);
    assert.equal(refused.status, 429);
    assert.deepEqual(submittedAgain(refused.text).fields, typed);
    const secret = await host.post("/dashboard/calendars?/connect", { password: "hunter2" });
    assert.equal(secret.status, 429);
    assert.doesNotMatch(secret.text, /hunter2|<form/);
    const foreign = await host.post(page, typed, { origin: "https://evil.example" });
    assert.equal(foreign.status, 429);
    assert.doesNotMatch(foreign.text, /<form/);
  });
  await t.step("a host's page with scripts stays as it is", async () => {
    const headers = { "x-sveltekit-action": "true", accept: "application/json" };
    const refused = await host.post("/dashboard/settings/close", { username: "ada" }, headers);
    const { type, status, data } = JSON.parse(refused.text);
    assert.deepEqual([type, status], ["failure", 429]);
    assert.match(JSON.parse(data)[1], /You can try again in/);
  });
});

async function refuse({ dataDir }: RunningWithHost, message: string): Promise<void> {
  await Deno.writeTextFile(`${dataDir}/refuse`, message);
}

/** The form that the page of an error holds. */
function submittedAgain(html: string): { action: string; fields: Record<string, string> } {
  const [, action = "", inner = ""] = /<form method="post" action="([^"]*)">(.*?)<\/form>/s
    .exec(html)!;
  const text = (value: string) =>
    value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  const inputs = inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return {
    action: text(action),
    fields: Object.fromEntries([...inputs].map(([, name, value]) => [text(name!), text(value!)])),
  };
}

/** A free time, and the key of a form for it, as the query of the page. */
async function someSlot(address: string): Promise<string> {
  const from = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
  const path = `/v0/users/ada/event-types/coffee/availability?start=${from}&days=5`;
  const answer = await (await fetch(address + path)).json();
  return `${encodeURIComponent(answer.slots[0].startsAt)}&key=${"k".repeat(22)}`;
}

function bookingsOf({ dataDir }: RunningWithHost): Promise<Booking[]> {
  return withSnapshot(settingsFor(dataDir), (kv) => Array.fromAsync(eachBooking(kv)));
}
