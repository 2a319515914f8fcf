import assert from "node:assert/strict";
import v8 from "node:v8";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { EmailTemplateInput } from "$lib/scheduling/email-template.ts";
import { customizableEmails } from "$lib/server/email/messages/registry.ts";
import { RemindersInput } from "$lib/scheduling/reminder.ts";
import { parse } from "$lib/scheduling/parse.ts";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { checkConflicts } from "$lib/server/bookings/index.ts";
import { create, remove, reorder } from "$lib/server/event-types/edit.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import {
  getIgnoredEntries,
  MAX_IGNORED_ENTRIES,
  writeIgnoredEntries,
} from "$lib/server/store/ignored-entries.ts";
import { commit } from "$lib/server/store/commit.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { keys } from "$lib/server/store/keys.ts";
import {
  addHold,
  fitsInStore,
  holdsIn,
  readShards,
  replaceHolds,
  writeShards,
} from "$lib/server/store/ledger.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import {
  listPrivateLinks,
  readPrivateLink,
  setPrivateLink,
} from "$lib/server/store/private-links.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import type { TestApp } from "../../support/test-app.ts";
import { runDue } from "../../support/full-account.ts";
import {
  ada,
  addEventType,
  bookingRequest,
  configuredApp,
  mondayTen,
} from "../../support/configured-app.ts";

/** Text of the full length: every second character lies outside Latin-1, every fourth outside the basic plane. */
function full(length: number): string {
  return "ЖaЖ😀".repeat(length).slice(0, length).replace(/[\uD800-\uDBFF]$/, "Ж");
}

/** A redirect of 500 characters. */
const redirect = { url: `https://example.org/${"p".repeat(480)}`, withGuest: true };

/** Questions of the most words that a type can have. */
const questions = {
  long: Array.from({ length: 20 }, (_, i) => ({
    slug: `${"q".repeat(38)}${i}`.slice(-40),
    label: full(125),
    kind: "long" as const,
    required: true,
    options: [],
  })),
  choice: Array.from({ length: 20 }, (_, i) => ({
    slug: `${"q".repeat(38)}${i}`.slice(-40),
    label: full(125),
    kind: "choice" as const,
    required: true,
    options: Array.from({ length: 20 }, (_, n) => `${full(8)}${10 + n}`),
  })),
};

Deno.test("an event type with every field at its limit is stored", async () => {
  using app = await configuredApp();
  const host = await ada(app);
  const wish = parse(EventTypeInput, {
    title: full(80),
    slug: "s".repeat(64),
    durations: [30],
    description: full(2000),
    location: { kind: "custom", value: full(300) },
    confirmedMessage: full(1000),
    rejectedMessage: full(1000),
    frameAncestors: Array.from(
      { length: 20 },
      (_, i) => `https://${"a".repeat(200)}${i}.example.org`,
    ),
    questions: questions.choice,
    redirect,
  });
  assert(wish.ok, JSON.stringify(wish));
  const made = await create(app, host.id, wish.value);
  assert(made.ok);
  const reminded = await withReminders(app, host, made.value);
  for (const which of [...customizableEmails, ...reminded.reminders.map(({ id }) => id)]) {
    const { revision } = await getEmailTemplates(app.kv, host.id, reminded.id);
    const own = parse(EmailTemplateInput, { subject: full(150), text: full(700) });
    assert(own.ok);
    assert(
      (await emailTemplates.setEmailTemplate(app, host.id, reminded.id, which, revision, own.value))
        .ok,
    );
  }
});

Deno.test("types with every field at its limit are put in another order, also behind one that was deleted", async () => {
  using app = await configuredApp();
  const host = await ada(app);
  const [first] = await listEventTypes(app.kv, host.id);
  const ids: string[] = [];
  for (let n = 0; n < 40; n++) {
    const type = await addEventType(app, host, {
      slug: `type-${n}`,
      description: full(2000),
      questions: questions.choice,
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
  using app = await configuredApp();
  const host = await ada(app);
  const type = await addEventType(app, host, { slug: "private", privateLinkOnly: true });
  const made = await privateLinks.create(app, host, type.id, {
    label: full(80),
    uses: 100,
    until: "2027-11-01",
  });
  assert(made.ok);
  const was = await readPrivateLink(app.kv, made.value.hash);
  const link = { ...made.value, bookingIds: Array.from({ length: 100 }, newId) };
  assert(await setPrivateLink(app.kv, was, link));
  assert.deepEqual(await listPrivateLinks(app.kv, host.id, type.id), [link]);
});

/** As many reminders as a type can have, the longest there are. */
async function withReminders(app: TestApp, host: Host, type: EventType): Promise<EventType> {
  const wish = parse(RemindersInput, {
    alarm: 10_080,
    reminders: Array.from({ length: 20 }, (_, i) => ({
      id: null,
      side: "before",
      minutes: 10_080 - i,
      to: "both",
    })),
  });
  assert(wish.ok);
  const set = await reminders.setReminders(app, host.id, type.id, type.revision, wish.value);
  assert(set.ok);
  return set.value;
}

Deno.test("a booking with every field at its limit is requested, confirmed and shown", async () => {
  using app = await configuredApp();
  const host = await ada(app);
  const type = await addEventType(app, host, {
    slug: "s".repeat(64),
    title: full(80),
    description: full(2000),
    location: { kind: "custom", value: full(300) },
    confirmedMessage: full(1000),
    rejectedMessage: full(1000),
    frameAncestors: Array.from(
      { length: 20 },
      (_, i) => `https://${"a".repeat(200)}${i}.example.org`,
    ),
    questions: questions.long,
    redirect,
  });
  await withReminders(app, host, type);
  const asked = await bookings.request(
    app,
    bookingRequest({
      slug: "s".repeat(64),
      guest: {
        name: full(120),
        email: `${"e".repeat(64)}@${"d".repeat(180)}.example`,
        note: full(2000),
        zone: "America/Argentina/ComodRivadavia",
        hourCycle: 24,
        answers: questions.long.map(({ slug }) => [slug, full(1000)]),
      },
      key: { route: "test", value: "k".repeat(200) },
    }),
  );
  assert(asked.ok);
  const { booking } = asked.value;
  const confirmed = await bookings.confirm(app, booking.id, {
    hostId: host.id,
    revision: booking.revision,
    message: full(1000),
    force: false,
  });
  assert(confirmed.ok);
  const room = 65_536 - v8.serialize(confirmed.value).length;
  assert(room > 3_000, `room for the links of further hosts: ${room} bytes`);
  const look = await checkConflicts(app, confirmed.value, host);
  assert.equal(look.agenda.filter(({ own }) => own).length, 1);
});

Deno.test("an account is closed with the longest message, and its guests are notified in full", async () => {
  using app = await configuredApp();
  const host = await ada(app);
  const asked = await bookings.request(app, bookingRequest());
  assert(asked.ok);
  const message = full(1000);
  assert((await account.close(app, host.id, { username: "ada", message })).ok);
  await runDue(app);
  assert.equal((await getBooking(app.kv, asked.value.booking.id))?.message, message);
});

Deno.test("a day full of five-minute bookings fits into its shard", async () => {
  using app = await configuredApp();
  const day = { start: mondayTen, end: mondayTen + 14 * 3_600_000 };
  const was = await readShards(app.kv, "h", day);
  let is = was;
  const midnight = Math.floor(mondayTen / 86_400_000) * 86_400_000;
  for (let i = 0; i < 288; i++) {
    const start = midnight + i * 300_000;
    is = addHold(is, {
      slot: newId(),
      bookingIds: [newId()],
      typeId: newId(),
      start,
      end: start + 300_000,
      bufferBefore: 0,
      bufferAfter: 0,
      expiresAt: start,
    });
  }
  assert(await commit(writeShards(app.kv.atomic(), was, is)));
  assert.equal(holdsIn(await readShards(app.kv, "h", day)).length, 288);
});

Deno.test("a hold across UTC midnight stands in both days, is found from either, and leaves both", async () => {
  using app = await configuredApp();
  const midnight = Date.UTC(2026, 10, 3);
  const wanted: Hold = {
    slot: newId(),
    bookingIds: [newId()],
    typeId: "t",
    start: midnight - 1_800_000,
    end: midnight + 1_800_000,
    bufferBefore: 0,
    bufferAfter: 0,
    expiresAt: null,
  };
  const near = { start: wanted.start, end: wanted.end };
  const empty = await readShards(app.kv, "h", near);
  assert(await commit(writeShards(app.kv.atomic(), empty, addHold(empty, wanted))));
  for (
    const span of [{ start: midnight - 1000, end: midnight }, {
      start: midnight,
      end: midnight + 1000,
    }]
  ) {
    assert.deepEqual(holdsIn(await readShards(app.kv, "h", span)), [wanted]);
  }
  const held = await readShards(app.kv, "h", near);
  assert(
    await commit(writeShards(app.kv.atomic(), held, replaceHolds(held, wanted.bookingIds, []))),
  );
  assert.equal((await app.kv.get(keys.ledger("h", Math.floor(midnight / 86_400_000)))).value, null);
  assert.equal(
    (await app.kv.get(keys.ledger("h", Math.floor(midnight / 86_400_000) - 1))).value,
    null,
  );
});

Deno.test("a day holds a thousand pending guests in shared slots, and refuses before its shard is too large", async () => {
  using app = await configuredApp();
  const day = Date.UTC(2026, 10, 2);
  let is = await readShards(app.kv, "h", { start: day, end: day + 86_400_000 });
  for (let slot = 0; fitsInStore(is); slot++) {
    const start = day + (slot + 2) * 30 * 60_000;
    const bookings = Array.from({ length: 100 }, newId);
    const waiting = Object.fromEntries(bookings.map((id) => [id, start + 0.5]));
    const shared = {
      slot: newId(),
      bookingIds: bookings,
      seatDeadlines: waiting,
      typeId: newId(),
      start,
      end: start + 1,
    };
    const next = addHold(is, { ...shared, bufferBefore: 15, bufferAfter: 15, expiresAt: start });
    assert(fitsInStore(next) || slot >= 10, "a thousand fit");
    if (!fitsInStore(next)) break;
    is = next;
  }
  const empty = await readShards(app.kv, "h", { start: day, end: day + 1 });
  assert(await commit(writeShards(app.kv.atomic(), empty, is)));
});

Deno.test("as many entries that could not be read as may be left out fit into their record", async () => {
  using app = await configuredApp();
  const marks = Array.from({ length: MAX_IGNORED_ENTRIES + 1 }, (_, i) => `${i}`.padStart(16, "x"));
  const op = app.kv.atomic();
  writeIgnoredEntries(op, "h", "c", marks);
  assert(await commit(op));
  assert.equal((await getIgnoredEntries(app.kv, "h", "c")).size, MAX_IGNORED_ENTRIES);
});
