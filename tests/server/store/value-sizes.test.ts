import assert from "node:assert/strict";
import v8 from "node:v8";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { EmailTemplateInput } from "$lib/scheduling/email-template.ts";
import { customizableEmails } from "$lib/server/email/messages/registry.ts";
import { languages } from "$lib/scheduling/language.ts";
import { parse } from "$lib/scheduling/parse.ts";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { checkConflicts } from "$lib/server/bookings/index.ts";
import { create, duplicate, remove, reorder } from "$lib/server/event-types/edit.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listEmailTemplates } from "$lib/server/store/email-templates.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import {
  listPrivateLinks,
  readPrivateLink,
  writePrivateLink,
} from "$lib/server/store/private-links.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { granted } from "../../support/granted.ts";
import { addEventType, ask, town } from "../../support/town.ts";
import {
  fullText,
  fullTracking,
  largestQuestions,
  longestRedirect,
  withReminders,
} from "../../support/largest-values.ts";
import { runDue } from "../../support/job-runs.ts";

Deno.test("an event type with every field at its limit is stored", async () => {
  const { app, host } = await town();
  using _ = app;
  const input = granted(parse(EventTypeInput, {
    title: fullText(80),
    slug: "s".repeat(64),
    durations: [30],
    description: fullText(2000),
    location: { kind: "custom", value: fullText(300) },
    confirmedMessage: fullText(1000),
    rejectedMessage: fullText(1000),
    frameAncestors: Array.from(
      { length: 20 },
      (_, i) => `https://${"a".repeat(200)}${i}.example.org`,
    ),
    questions: largestQuestions.choice,
    redirect: longestRedirect,
  }));
  const made = await granted(create(app, host.id, input));
  const reminded = await withReminders(app, host, made);
  const own = granted(parse(EmailTemplateInput, { subject: fullText(150), text: fullText(700) }));
  for (const language of languages) {
    const emails = [...customizableEmails, ...reminded.reminders.map(({ id }) => id)];
    for (const [revision, which] of emails.entries()) {
      const id = { typeId: reminded.id, which, language };
      assert((await emailTemplates.setEmailTemplate(app, host.id, id, revision, own)).ok);
    }
  }
  const copy = await granted(duplicate(app, host.id, reminded.id));
  const copied = await listEmailTemplates(app.kv, host.id, copy.id);
  assert.deepEqual(Object.keys(copied).sort(), languages.toSorted());
});

Deno.test("types with every field at its limit are put in another order, also behind one that was deleted", async () => {
  const { app, host } = await town();
  const [first] = await listEventTypes(app.kv, host.id);
  const ids: string[] = [];
  for (let n = 0; n < 40; n++) {
    const type = await addEventType(app, host, {
      slug: `type-${n}`,
      description: fullText(2000),
      questions: largestQuestions.choice,
    });
    ids.push(type.id);
  }
  assert((await remove(app, host.id, first!.id)).ok);
  const inOrder = async () => (await listEventTypes(app.kv, host.id)).map(({ id }) => id);
  assert((await reorder(app, host.id, ids[1]!, -1)).ok);
  assert.deepEqual(await inOrder(), [ids[1], ids[0], ...ids.slice(2)]);
  assert((await reorder(app, host.id, ids[39]!, 1)).ok, "the last stays the last");
  assert((await reorder(app, host.id, ids[1]!, 1)).ok);
  assert.deepEqual(await inOrder(), ids);
});

Deno.test("a private link with every field at its limit is stored", async () => {
  const { app, host, type } = await town({ type: { slug: "private", privateLinkOnly: true } });
  const made = await granted(privateLinks.create(app, host, type.id, {
    label: fullText(80),
    uses: 100,
    until: "2027-11-01",
  }));
  const was = await readPrivateLink(app.kv, made.hash);
  const link = { ...made, bookingIds: Array.from({ length: 100 }, newId) };
  assert((await writePrivateLink(app.kv.atomic(), was, link).commit()).ok);
  assert.deepEqual(await listPrivateLinks(app.kv, host.id, type.id), [link]);
});

Deno.test("a booking with every field at its limit is requested, confirmed and shown", async () => {
  const { app, host, type } = await town({
    type: {
      slug: "s".repeat(64),
      title: fullText(80),
      description: fullText(2000),
      location: { kind: "custom", value: fullText(300) },
      confirmedMessage: fullText(1000),
      rejectedMessage: fullText(1000),
      frameAncestors: Array.from(
        { length: 20 },
        (_, i) => `https://${"a".repeat(200)}${i}.example.org`,
      ),
      questions: largestQuestions.long,
      redirect: longestRedirect,
    },
  });
  using _ = app;
  await withReminders(app, host, type);
  const { booking } = await ask(app, {
    slug: "s".repeat(64),
    guest: {
      name: fullText(120),
      email: `${"e".repeat(64)}@${"d".repeat(180)}.example`,
      note: fullText(2000),
      zone: "America/Argentina/ComodRivadavia",
      hourCycle: 24,
      answers: largestQuestions.long.map(({ slug }) => [slug, fullText(1000)]),
    },
    tracking: fullTracking,
    key: { route: "test", value: "k".repeat(200) },
  });
  const confirmed = await granted(bookings.confirm(app, booking.id, {
    hostId: host.id,
    revision: booking.revision,
    message: fullText(1000),
    force: false,
  }));
  const room = 65_536 - v8.serialize(confirmed).length;
  assert(room > 3_000, `room for the links of further hosts: ${room} bytes`);
  const look = await checkConflicts(app, confirmed, host);
  assert.equal(look.agenda.filter(({ own }) => own).length, 1);
});

Deno.test("an account is closed with the longest message, and its guests are notified in full", async () => {
  const { app, host } = await town();
  const requested = await ask(app);
  const message = fullText(1000);
  assert((await account.close(app, host.id, { username: "ada", message })).ok);
  await runDue(app);
  assert.equal((await getBooking(app.kv, requested.booking.id))?.message, message);
});
