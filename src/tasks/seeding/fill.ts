/** Sample bookings of the last days in every status, created with the product's own functions. */
import type { Booking } from "../../lib/scheduling/booking.ts";
import { DAY, HOUR } from "../../lib/scheduling/durations.ts";
import type { EventType } from "../../lib/scheduling/event-type.ts";
import type { Host } from "../../lib/scheduling/host.ts";
import type { SubmittedAnswers } from "../../lib/scheduling/booking-questions.ts";
import type { App } from "../../lib/server/app.ts";
import * as bookings from "../../lib/server/bookings/index.ts";
import * as eventTypes from "../../lib/server/event-types/edit.ts";
import { createHost } from "../../lib/server/hosts/create-host.ts";
import { findSlots } from "../../lib/server/availability/find-slots.ts";
import { findBookableType, findTeamType } from "../../lib/server/event-types/find-bookable-type.ts";
import * as profile from "../../lib/server/hosts/profile.ts";
import * as schedules from "../../lib/server/availability/schedules.ts";
import { listEventTypes } from "../../lib/server/store/event-types.ts";
import { listSchedules } from "../../lib/server/store/schedules.ts";
import { breakCalendar, connectCalendar } from "./broken-calendar.ts";
import type { SeedTown } from "./seed-town.ts";
import { ada, grace, guests, max, type SeedHost } from "./people-and-types.ts";
import { fillTeam } from "./fill-team.ts";
import { valueOf } from "./value-of.ts";

const studioPage = { teamSlug: "studio" };

/** Fills an empty store; `now` is the last instant of the sample data. */
export async function fill(town: SeedTown, now: number): Promise<void> {
  const { app } = town;
  await town.at(now - 6 * DAY);
  const adaHost = await createSeedHost(app, ada);
  const graceHost = await createSeedHost(app, grace);
  const maxHost = await createSeedHost(app, max);
  const connection = await connectCalendar(app, graceHost);
  await fillTeam(app, [adaHost, graceHost, maxHost]);

  // Last week: one booking that took place, and one that Ada declined.
  const past = await requestBooking(town, "ada", "intro-call", "joan", 3, "About the archive.");
  const declined = await requestBooking(
    town,
    "ada",
    "intro-call",
    "ravi",
    2,
    "Could we do it at the weekend?",
  );
  await town.at(now - 6 * DAY + 4 * HOUR);
  await confirmBooking(town, adaHost, past, "Looking forward to it.");
  await rejectBooking(
    town,
    adaHost,
    declined,
    "I keep weekends free. Please pick a day in the week.",
  );

  // An expired request.
  await town.at(now - 3 * DAY);
  await requestBooking(town, "ada", "intro-call", "otto", 5, "");
  await town.at(now - 2 * DAY + HOUR);

  // Since yesterday Grace's calendar rejects its password.
  await town.at(now - DAY - HOUR);
  await breakCalendar(app, graceHost, connection);
  const soon = await requestBooking(
    town,
    "ada",
    "intro-call",
    "pia",
    2,
    "I would like to show you the plans.",
  );
  const review = await requestBooking(
    town,
    "grace",
    "code-review",
    "tess",
    3,
    "The parser, mostly.",
    [
      ["where", "The branch “small-steps”"],
      ["size", "A day’s work"],
    ],
  );
  await town.at(now - 20 * HOUR);
  await confirmBooking(town, adaHost, soon, "");
  await confirmBooking(town, graceHost, review, "Send me the branch the day before, please.");
  await requestBooking(town, "ada", "coffee", "yuki", 1, "");
  const first = await requestBooking(town, studioPage, "first-meeting", "joan", 2, "A new shop.");
  const [meets] = [adaHost, graceHost, maxHost].filter(({ id }) => first.hosts.includes(id));
  await confirmBooking(town, meets!, first, "");

  // Today: three pending requests.
  await town.at(now - 5 * HOUR);
  await requestBooking(
    town,
    "ada",
    "intro-call",
    "noor",
    3,
    "We met at the library and talked about maps.",
  );
  await town.at(now - HOUR);
  await requestBooking(town, "ada", "intro-call", "lin", 4, "");
  await requestBooking(town, studioPage, "first-meeting", "ravi", 3, "About our online shop.");
  await requestBooking(town, studioPage, "kick-off", "tess", 6, "The new library catalogue.");
  await requestBooking(town, "grace", "code-review", "yuki", 5, "A small one, I promise.", [
    ["where", "Attached to the ticket about time zones"],
    ["size", "A few lines"],
  ]);
  await town.at(now);
}

async function createSeedHost(app: App, seedHost: SeedHost): Promise<Host> {
  const { username, name, email, zone, hourCycle, rules, types } = seedHost;
  const host = valueOf(
    await createHost(app, {
      name,
      email,
      emailVerified: true,
      zone,
      language: "en",
      preferredUsername: username,
      identity: null,
    }),
  );
  valueOf(await profile.edit(app, host.id, host.revision, { name, zone, hourCycle }));
  for (const { id, revision } of rules ? await listSchedules(app.kv, host.id) : []) {
    valueOf(await schedules.saveRules(app, host.id, id, { revision, rules: rules! }));
  }
  for (const { id } of await listEventTypes(app.kv, host.id)) {
    valueOf(await eventTypes.remove(app, host.id, id));
  }
  for (const type of types) valueOf(await eventTypes.create(app, host.id, type));
  return host;
}

/** Requests a time on the first day with free slots from `days` days on. */
async function requestBooking(
  town: SeedTown,
  page: string | { teamSlug: string },
  slug: string,
  guestName: keyof typeof guests,
  days: number,
  note: string,
  answers: SubmittedAnswers = [],
): Promise<Booking> {
  const { app } = town;
  const owner = typeof page === "string"
    ? { username: page, teamSlug: null }
    : { username: "", teamSlug: page.teamSlug };
  const { type, hosts } = await findOffer(app, owner, slug);
  const start = app.now() + days * DAY;
  const minutes = type.durations[0]!;
  const available = await findSlots(app, {
    hosts,
    type,
    minutes,
    window: { start, end: start + 7 * DAY },
  });
  const [first] = available.starts;
  if (first === undefined) {
    throw new Error(`no ${slug} is offered after ${days} days`);
  }
  const sameDay = available.starts.filter((each) => each < first + 6 * HOUR);
  const outcome = await bookings.request(app, {
    ...owner,
    slug,
    start: sameDay[(days * 7) % sameDay.length]!,
    minutes,
    guest: { ...guests[guestName], note, hourCycle: 24, answers },
    key: null,
    viaWidget: false,
    client: null,
  });
  await town.at(app.now());
  return valueOf(outcome).booking;
}

async function findOffer(
  app: App,
  { username, teamSlug }: { username: string; teamSlug: string | null },
  slug: string,
): Promise<{ type: EventType; hosts: readonly Host[] }> {
  if (teamSlug !== null) return valueOf(await findTeamType(app, teamSlug, slug));
  const { host, type } = valueOf(await findBookableType(app, username, slug));
  return { type, hosts: [host] };
}

async function confirmBooking(
  town: SeedTown,
  host: Host,
  booking: Booking,
  message: string,
): Promise<void> {
  const decision = { hostId: host.id, revision: booking.revision, message, force: true };
  valueOf(await bookings.confirm(town.app, booking.id, decision));
  await town.at(town.app.now());
}

async function rejectBooking(
  town: SeedTown,
  host: Host,
  booking: Booking,
  message: string,
): Promise<void> {
  const decision = { hostId: host.id, revision: booking.revision, message, force: false };
  valueOf(await bookings.reject(town.app, booking.id, decision));
  await town.at(town.app.now());
}
