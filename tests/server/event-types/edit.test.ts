import assert from "node:assert/strict";
import { type EventType, EventTypeInput } from "$lib/scheduling/event-type.ts";
import { defaultWeeklyHours } from "$lib/scheduling/availability-schedule.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { App } from "$lib/server/app.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import { listEmailTemplates } from "$lib/server/store/email-templates.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { getEventType, getEventTypeBySlug, listEventTypes } from "$lib/server/store/event-types.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { listPrivateLinks } from "$lib/server/store/private-links.ts";
import { setSchedule } from "$lib/server/store/schedules.ts";
import { granted, refusal } from "../../support/granted.ts";
import { testApp, testHost } from "../../support/test-app.ts";

async function hostWithHours(app: App, username = "ada") {
  const host = await testHost(app, { username });
  const schedule = {
    id: `hours-${username}`,
    hostId: host.id,
    name: "Hours",
    rules: defaultWeeklyHours,
    overrides: [],
    revision: 1,
    hoursRevision: 1,
  };
  await setSchedule(app.kv.atomic(), schedule).commit();
  return host;
}

function wish(given: Partial<EventTypeInput> = {}): EventTypeInput {
  return granted(parse(EventTypeInput, {
    title: "Intro",
    slug: "intro",
    durations: [30],
    ...given,
  }));
}

const guardVersion = async (app: App, hostId: string) =>
  (await getGuard(app.kv, hostId)).guard.version;
const slugs = async (app: App, hostId: string) =>
  (await listEventTypes(app.kv, hostId)).map(({ slug }) => slug);

Deno.test("eventTypes.create stores the type on the host's own hours and advances the guard", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const before = await guardVersion(app, host.id);
  const type = await granted(eventTypes.create(app, host.id, wish()));
  assert.deepEqual(await getEventTypeBySlug(app.kv, host.id, "intro"), type);
  assert.equal(type.scheduleId, "hours-ada");
  assert.equal(await guardVersion(app, host.id), before + 1);
});

Deno.test("eventTypes.create refuses the address of another type of the host, and accepts another host's", async () => {
  const app = await testApp();
  const ada = await hostWithHours(app), grace = await hostWithHours(app, "grace");
  await granted(eventTypes.create(app, ada.id, wish()));
  const second = await refusal(eventTypes.create(app, ada.id, wish({ title: "Second" })));
  assert.deepEqual(second, { code: "name-taken", fields: { slug: "slug-taken" } });
  await granted(eventTypes.create(app, grace.id, wish()));
});

Deno.test("eventTypes.create lets exactly one of 16 parallel requests have an address", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const outcomes = await Promise.all(
    Array.from({ length: 16 }, () => eventTypes.create(app, host.id, wish())),
  );
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
  assert.deepEqual(await slugs(app, host.id), ["intro"]);
});

Deno.test("eventTypes.create refuses hours that are not the host's", async () => {
  const app = await testApp();
  const ada = await hostWithHours(app);
  await hostWithHours(app, "grace");
  const no = await refusal(eventTypes.create(app, ada.id, wish({ scheduleId: "hours-grace" })));
  assert.deepEqual(no.fields, { scheduleId: "schedule-unknown" });
});

Deno.test("eventTypes.edit refuses the second tab and overwrites nothing", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const { id, revision } = await granted(eventTypes.create(app, host.id, wish()));
  await granted(eventTypes.edit(app, host.id, id, revision, wish({ title: "First tab" })));
  const second = await eventTypes.edit(app, host.id, id, revision, wish({ title: "Second tab" }));
  assert.equal(refusal(second).code, "changed");
  assert.equal((await getEventType(app.kv, host.id, id))?.title, "First tab");
});

Deno.test("eventTypes.edit changes the address: the old one is free, the new one found", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const { id } = await granted(eventTypes.create(app, host.id, wish()));
  await granted(eventTypes.edit(app, host.id, id, 1, wish({ slug: "hello" })));
  assert.equal(await getEventTypeBySlug(app.kv, host.id, "intro"), null);
  assert.equal((await getEventTypeBySlug(app.kv, host.id, "hello"))?.id, id);
  await granted(eventTypes.create(app, host.id, wish()));
});

Deno.test("eventTypes.edit refuses the address of a neighbour and advances no guard", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  await granted(eventTypes.create(app, host.id, wish()));
  const { id } = await granted(eventTypes.create(app, host.id, wish({ slug: "coffee" })));
  const before = await guardVersion(app, host.id);
  const no = await refusal(eventTypes.edit(app, host.id, id, 1, wish({ slug: "intro" })));
  assert.deepEqual(no.fields, { slug: "slug-taken" });
  assert.equal(await guardVersion(app, host.id), before);
});

Deno.test("every verb answers not-found for another host's type and leaves it as it was", async () => {
  const app = await testApp();
  const ada = await hostWithHours(app), grace = await hostWithHours(app, "grace");
  const type = await granted(eventTypes.create(app, ada.id, wish()));
  const answers: Outcome<unknown>[] = [
    await eventTypes.edit(app, grace.id, type.id, type.revision, wish()),
    await eventTypes.duplicate(app, grace.id, type.id),
    await eventTypes.setActive(app, grace.id, type.id, false),
    await eventTypes.reorder(app, grace.id, type.id, 1),
    await eventTypes.remove(app, grace.id, type.id),
  ];
  for (const answer of answers) assert.equal(refusal(answer).code, "not-found");
  assert.deepEqual(await getEventType(app.kv, ada.id, type.id), type);
});

Deno.test("eventTypes.duplicate makes a switched-off copy at a free address behind the others", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const { id } = await granted(eventTypes.create(app, host.id, wish({ title: "T".repeat(80) })));
  await granted(eventTypes.create(app, host.id, wish({ slug: "intro-2" })));
  const template = { subject: "Yes, {guest}!", text: "" };
  for (const language of ["en", "de"] as const) {
    const which = { typeId: id, which: "guest-confirmed", language };
    await granted(emailTemplates.setEmailTemplate(app, host.id, which, 0, template));
  }
  const copy = await granted(eventTypes.duplicate(app, host.id, id));
  assert.equal(copy.slug, "intro-3");
  assert.equal(copy.active, false);
  const copied = { texts: { "guest-confirmed": template }, revision: 1 };
  assert.deepEqual(await listEmailTemplates(app.kv, host.id, copy.id), { en: copied, de: copied });
  assert(copy.title.length <= 80 && copy.title.endsWith("(copy)"), copy.title);
  assert.deepEqual(await slugs(app, host.id), ["intro", "intro-2", "intro-3"]);
});

Deno.test("eventTypes.duplicate takes questions, privacy and redirect along, and no private link", async () => {
  const app = await testApp();
  const { id: hostId } = await hostWithHours(app);
  const given = {
    questions: [{
      slug: "firm",
      label: "Firm?",
      kind: "short" as const,
      required: true,
      options: [],
    }],
    privateLinkOnly: true,
    redirect: { url: "https://example.org/", withGuest: true },
  };
  const made = await granted(eventTypes.create(app, hostId, wish(given)));
  const copy = await granted(eventTypes.duplicate(app, hostId, made.id));
  const { questions, privateLinkOnly, redirect } = copy;
  assert.deepEqual({ questions, privateLinkOnly, redirect }, given);
  assert.deepEqual(await listPrivateLinks(app.kv, hostId, copy.id), []);
});

Deno.test("eventTypes.setActive counts as a change for an open editor, and as none when nothing changes", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const { id } = await granted(eventTypes.create(app, host.id, wish()));
  assert.equal(granted(await eventTypes.setActive(app, host.id, id, true)).revision, 1);
  await granted(eventTypes.setActive(app, host.id, id, false));
  assert.equal(refusal(await eventTypes.edit(app, host.id, id, 1, wish())).code, "changed");
});

Deno.test("eventTypes.remove deletes the type and frees its address", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const { id } = await granted(eventTypes.create(app, host.id, wish()));
  await granted(eventTypes.remove(app, host.id, id));
  assert.deepEqual(await slugs(app, host.id), []);
  await granted(eventTypes.create(app, host.id, wish()));
});

Deno.test("eventTypes.reorder swaps with the neighbour, stops at the ends, and changes both revisions", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const made: EventType[] = [];
  for (const slug of ["a", "b", "c"]) {
    made.push(await granted(eventTypes.create(app, host.id, wish({ slug }))));
  }
  const [a, , c] = made;
  assert(a && c);
  await granted(eventTypes.reorder(app, host.id, c.id, -1));
  assert.deepEqual(await slugs(app, host.id), ["a", "c", "b"]);
  await granted(eventTypes.reorder(app, host.id, a.id, -1));
  assert.deepEqual(await slugs(app, host.id), ["a", "c", "b"]);
  const late = await eventTypes.edit(app, host.id, c.id, c.revision, wish({ slug: "see" }));
  assert.equal(refusal(late).code, "changed");
  const outdated = await eventTypes.reorder(app, host.id, c.id, 1, c.revision);
  assert.equal(refusal(outdated).code, "changed");
  await granted(eventTypes.reorder(app, host.id, c.id, 1, c.revision + 1));
  assert.deepEqual(await slugs(app, host.id), ["a", "b", "c"]);
});

Deno.test("a booking that read the guard before an edit loses its check", async () => {
  const app = await testApp();
  const host = await hostWithHours(app);
  const { id } = await granted(eventTypes.create(app, host.id, wish()));
  const read = await getGuard(app.kv, host.id);
  await granted(eventTypes.setActive(app, host.id, id, false));
  const late = app.kv.atomic()
    .check({ key: ["guard", host.id], versionstamp: read.versionstamp })
    .set(["late"], true);
  assert.equal(await commit(late), false);
});
