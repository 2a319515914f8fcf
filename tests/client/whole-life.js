/** The life of a booking and of a team by the built client alone: `whole-life.js CLIENT ADDRESS KEY KEY_OF_BEN`, in Deno and in Node. */
import assert from "node:assert/strict";
import process from "node:process";
import { pathToFileURL } from "node:url";

const [clientPath, baseUrl, key, keyOfBen] = process.argv.slice(2);
const { connect } = await import(pathToFileURL(clientPath).href);
const ada = connect({ baseUrl, key }), ben = connect({ baseUrl, key: keyOfBen });
const guest = connect({ baseUrl });

/** The answer, or the refusal as an error. */
async function done(call) {
  const answer = await call;
  assert.equal(answer.ok, true, JSON.stringify(answer));
  return answer;
}

/** The first free time of an event type from a day of the coming weeks. */
async function firstFree(list, days) {
  const start = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const { slots } = await done(list({ start, days: 7 }));
  assert(slots.length > 0, "nothing is free");
  return slots[0].startsAt;
}

const grace = { inviteeName: "Grace Hopper", inviteeEmail: "grace@example.com" };

async function lifeOfABooking() {
  const { eventType } = await done(ada.eventTypes.create({
    title: "Review",
    durations: [30],
    questions: [{ slug: "topic", label: "Topic", kind: "short", required: true }],
  }));
  const page = { username: "ada", slug: eventType.slug };
  const free = (days) =>
    firstFree((input) => guest.pages.availability({ ...page, ...input }), days);
  const wanted = {
    username: "ada",
    eventSlug: eventType.slug,
    startsAt: await free(7),
    ...grace,
  };
  const incomplete = await guest.bookings.create(wanted);
  assert.deepEqual([incomplete.ok, incomplete.code], [false, "invalid"]);
  assert.equal(Object.keys(incomplete.fields).length, 1);

  const request = { ...wanted, answers: { topic: "Engines" } };
  const options = { idempotencyKey: `request-${crypto.randomUUID()}` };
  const asked = await done(guest.bookings.create(request, options));
  assert.equal(asked.booking.status, "PENDING");
  const again = await done(guest.bookings.create(request, options));
  assert.equal(again.booking.id, asked.booking.id);
  const taken = await guest.bookings.create({ ...request, inviteeEmail: "ida@example.com" });
  assert.equal(taken.code, "taken");
  assert(taken.alternatives.length > 0);

  const { id } = asked.booking;
  const waiting = await done(ada.bookings.list({ waiting: "1" }));
  assert.deepEqual(waiting.bookings.map((each) => each.id), [id]);
  const { booking: shown } = await done(ada.bookings.get({ id }));
  const stale = await ada.bookings.confirm({ id }, { ifMatch: shown.revision + 1 });
  assert.deepEqual([stale.status, stale.code], [412, "changed"]);
  const confirmed = await done(
    ada.bookings.confirm({ id, message: "See you" }, { ifMatch: shown.revision }),
  );
  assert.equal(confirmed.booking.status, "CONFIRMED");
  assert.equal((await ben.bookings.get({ id })).code, "not-found");

  const { token } = asked.actions;
  const moved = await done(guest.guestBookings.reschedule({ token, startsAt: await free(10) }));
  assert(moved.booking.rescheduleRequest, "a request for another time");
  await done(ada.bookings.confirm({ id }));
  const csv = await done(ada.bookings.csv({}));
  assert(csv.text.includes("grace@example.com"));
  const cancelled = await done(guest.guestBookings.cancel({ token, reason: "Ill" }));
  assert.equal(cancelled.booking.status, "CANCELLED");
  const gone = await ada.bookings.confirm({ id });
  assert.equal(gone.code, "already-cancelled");
  const { bookings } = await done(ada.bookings.list({ search: "Hopper" }));
  assert.equal(bookings.length, 1);
  await done(ada.eventTypes.delete({ id: eventType.id }));
}

async function lifeOfATeam() {
  const { teams } = await done(ada.teams.list());
  const [{ id, slug, revision }] = teams;
  const renamed = await done(
    ada.teams.update({ id, description: "We mill." }, { ifMatch: revision }),
  );
  assert.equal(renamed.team.description, "We mill.");
  const { members } = await done(ada.teams.members({ id }));
  const memberOf = (username) => members.find((each) => each.username === username).id;
  const refused = await ben.teams.update({ id, name: "Mine" });
  assert.equal(refused.code, "not-found");

  const adaId = memberOf("ada"), benId = memberOf("ben");
  const { eventType } = await done(ada.teams.createEventType({
    teamId: id,
    title: "Tour",
    durations: [30],
    mode: "round-robin",
    members: [{ hostId: adaId }, { hostId: benId, weight: 2 }],
  }));
  const page = { team: slug, slug: eventType.slug };
  const free = (days) =>
    firstFree((input) => guest.pages.teamAvailability({ ...page, ...input }), days);
  const asked = await done(guest.bookings.createForTeam({
    teamSlug: slug,
    eventSlug: eventType.slug,
    startsAt: await free(8),
    ...grace,
  }));
  assert.equal(asked.assigned.length, 1);
  const { bookings } = await done(ada.bookings.list({ teamId: id }));
  assert.deepEqual(bookings.map((each) => each.id), [asked.booking.id]);
  const isBens = (await done(ben.bookings.list({}))).bookings.length === 1;
  const [has, gets] = isBens ? [ben, ada] : [ada, ben];
  await done(has.bookings.reassign({ id: asked.booking.id }));
  const confirmed = await done(gets.bookings.confirm({ id: asked.booking.id }));
  assert.equal(confirmed.booking.status, "CONFIRMED");
  await done(gets.bookings.cancel({ id: asked.booking.id, reason: "Flood" }));

  const made = await done(ada.teams.createPrivateLink({ ...page, label: "For Ida" }));
  assert(made.address.includes(`/team/${slug}/`));
  await done(ada.teams.revokePrivateLink({ ...page, link: made.link.id }));
  await done(ada.teams.setEmailTemplate({
    ...page,
    which: "guest-confirmed",
    subject: "Come in, {guest}",
    text: "",
  }));
  const { added: [entry] } = await done(ada.teams.block({ id, entries: ["mallory@example.net"] }));
  await done(ada.teams.unblock({ id, blockedId: entry.id }));
  assert.equal((await ben.teams.blockList({ id })).code, "not-found");

  const { member } = await done(ada.teams.setRole({ id, hostId: benId, role: "admin" }));
  assert.equal(member.role, "admin");
  await done(ada.teams.removeMember({ id, hostId: benId, bookings: "cancel" }));
  assert.equal((await ben.teams.get({ id })).code, "not-found");
  const invited = await ada.teams.invite({ id, username: "ben" });
  assert.equal(invited.code, "session-needed");
  await done(ada.teams.delete({ id, message: "We close." }));
  assert.deepEqual((await done(ada.teams.list())).teams, []);
}

await lifeOfABooking();
await lifeOfATeam();
console.log("whole life: done");
