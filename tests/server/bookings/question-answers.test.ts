import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import type { BookingQuestion } from "$lib/scheduling/booking-questions.ts";
import { messages } from "$lib/i18n/messages.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { hostDecisionView } from "$lib/server/views/host-decision-view.ts";
import { guestBookingView } from "$lib/server/views/guest-booking-view.ts";
import { hostBookingJson } from "$lib/server/views/host-booking-json.ts";
import { guestDetails } from "$lib/server/email/details.ts";
import { publishedBookings } from "$lib/server/feeds/published-bookings.ts";
import { bookingsCsv } from "$lib/server/http/bookings-csv.ts";
import { toRowView } from "../../../src/routes/dashboard/booking-rows.ts";
import { eventOf } from "$lib/server/jobs/meeting-event.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getBooking, listBookings } from "$lib/server/store/bookings.ts";
import { granted, refusal } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import {
  addEventType,
  addHost,
  bookingRequest,
  configuredApp,
  mondayTen,
} from "../../support/town.ts";

const firm: BookingQuestion = {
  slug: "firm",
  label: "Which firm?",
  kind: "short",
  required: true,
  options: [],
};
const parking: BookingQuestion = { ...firm, slug: "parking", label: "Parking?", kind: "checkbox" };

async function asking(app: TestApp, questions: BookingQuestion[] = [firm]): Promise<Host> {
  const host = await addHost(app);
  await addEventType(app, host, { slug: "survey", questions });
  return host;
}

function aSurvey(answers: [string, string | boolean][], given = {}) {
  const request = bookingRequest({ slug: "survey", ...given });
  return { ...request, guest: { ...request.guest, answers } };
}

async function askOther(app: TestApp, host: Host, questions: BookingQuestion[]): Promise<void> {
  const type = (await getEventTypeBySlug(app.kv, host.id, "survey"))!;
  await granted(eventTypes.edit(app, host.id, type.id, type.revision, {
    ...type,
    colour: "blue",
    questions,
  }));
}

Deno.test("request stores question and answer with the booking, and no later edit of the question changes them", async () => {
  const app = await configuredApp();
  const host = await asking(app, [firm, { ...parking, required: false }]);
  const requested = await granted(bookings.request(app, aSurvey([["firm", " Example & Sons "]])));
  const kept = [
    { slug: "firm", question: "Which firm?", answer: "Example & Sons" },
    { slug: "parking", question: "Parking?", answer: false },
  ];
  assert.deepEqual(requested.booking.guest.answers, kept);
  await askOther(app, host, [{ ...firm, label: "Whose firm?" }]);
  const stored = await getBooking(app.kv, requested.booking.id);
  assert.deepEqual(stored?.guest.answers, kept);
  assert.match(
    eventOf(stored!, host, { hosts: [host], withdrawn: [] }).description,
    /Which firm\?: Example & Sons/,
  );
  const read = [
    { question: "Which firm?", answer: "Example & Sons" },
    { question: "Parking?", answer: "No" },
  ];
  assert.deepEqual(
    guestBookingView(
      app,
      stored!,
      { hosts: [host], pagePath: "/calendar/ada" },
      requested.token,
    ).guest
      .answers,
    read,
  );
  const over = { ...stored!, status: "REJECTED" as const };
  const again = new URL(
    guestBookingView(app, over, { hosts: [host], pagePath: "/calendar/ada" }, requested.token)
      .rebook!,
    app.baseUrl,
  );
  assert.equal(again.searchParams.get("firm"), "Example & Sons", "asked again, it is filled in");
  assert.deepEqual((await hostDecisionView(app, stored!, host)).guest.answers, read);
});

Deno.test("a ticked box is said in each reader's language, and by the API as it always was", async () => {
  const app = await configuredApp();
  const host = { ...await asking(app, [parking]), language: "de" as const };
  const given = aSurvey([["parking", true]]);
  const { booking, token } = await granted(bookings.request(app, {
    ...given,
    guest: { ...given.guest, language: "fr" },
  }));
  const people = { hosts: [host], withdrawn: [], pagePath: "/calendar/ada" };
  const said = (answers: { answer: string }[]) => answers.map(({ answer }) => answer);

  assert.deepEqual(said(guestBookingView(app, booking, people, token).guest.answers), ["Oui"]);
  assert.deepEqual(said((await hostDecisionView(app, booking, host)).guest.answers), ["Ja"]);
  assert.deepEqual(said(toRowView(booking, host, app.now()).answers), ["Ja"]);
  assert.match(eventOf(booking, host, people).description, /Parking\?: Ja/);
  assert.match(publishedBookings([booking], host), /Parking\?: Ja/);
  const page = { words: messages("de").emails, reader: host };
  assert.ok(guestDetails(booking, page).some(({ value }) => value === "Ja"));
  assert.match(await bookingsCsv(app.kv, host.id, "ar").text(), /Parking\?: نعم/);
  assert.deepEqual(said((await hostBookingJson(app, host, booking)).guest.answers), ["Yes"]);
  const rebook = guestBookingView(app, { ...booking, status: "REJECTED" }, people, token).rebook!;
  assert.equal(new URL(rebook, app.baseUrl).searchParams.get("parking"), "yes", "ticked again");
});

Deno.test("request refuses missing and unknown answers, each by its question, and holds nothing", async () => {
  const app = await configuredApp();
  const host = await asking(app, [firm, parking]);
  const requested = await refusal(
    bookings.request(app, aSurvey([["parking", false], ["budget", "1"]])),
  );
  assert.deepEqual(requested, {
    code: "invalid",
    fields: {
      "answers.budget": "unknown-answer",
      "answers.firm": "answer-needed",
      "answers.parking": "answer-tick",
    },
  });
  assert.deepEqual(
    (await listBookings(app.kv, host.id, "pending", { limit: 9 })).bookings,
    [],
  );
});

Deno.test("request: questions that change while the guest waits in the queue are shown anew", async () => {
  const app = await configuredApp();
  const host = await asking(app);
  const inTurn = app.withLock;
  let changes = 0;
  app.withLock = async (ids, act) => {
    app.withLock = inTurn;
    changes++;
    await askOther(app, host, [firm, parking]);
    return await inTurn(ids, act);
  };
  const requested = await refusal(bookings.request(app, aSurvey([["firm", "Example"]])));
  assert.deepEqual(requested.fields, { "answers.parking": "answer-tick" });
  assert.equal(changes, 1);
});

Deno.test("request: the same key with other answers is another request, in another order it is the same", async () => {
  const app = await configuredApp();
  await asking(app, [firm, { ...parking, required: false }]);
  const key = { route: "test", value: "0123456789abcdef" };
  const given: [string, string | boolean][] = [["firm", "Example"], ["parking", true]];
  await granted(bookings.request(app, aSurvey(given, { key })));
  const again = await granted(bookings.request(app, aSurvey(given.toReversed(), { key })));
  assert(again.replayed);
  const other = await refusal(bookings.request(app, aSurvey([["firm", "Another"]], { key })));
  assert.equal(other.code, "key-reused");
});

Deno.test("request: a repeat is answered as before, also when the host has changed the questions since", async () => {
  const app = await configuredApp();
  const host = await asking(app);
  const key = { route: "test", value: "0123456789abcdef" };
  const request = aSurvey([["firm", "Example"]], { key, start: mondayTen + HOUR });
  assert((await bookings.request(app, request)).ok);
  await askOther(app, host, [parking]);
  const again = await granted(bookings.request(app, request));
  assert(again.replayed);
});
