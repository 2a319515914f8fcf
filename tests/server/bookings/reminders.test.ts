import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { isStillRelevant, type Reminder, reminderDueAt } from "$lib/scheduling/reminder.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import type { Email } from "$lib/server/email/email.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { jobKinds } from "$lib/server/jobs/job-limits.ts";
import { eachDueJob, releaseStaleLeases } from "$lib/server/store/due-jobs.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addEventType, addHost, ask, configuredApp } from "../../support/town.ts";
import { MortalStore } from "../../support/crashing-store.ts";
import { granted } from "../../support/granted.ts";

/** A year that holds both clock changes of either hemisphere. */
const year = { start: Date.UTC(2026, 1, 2), end: Date.UTC(2027, 1, 2) };
/** With a change of an hour, of half an hour, on another date, at midnight, none. */
const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Asia/Kathmandu",
];
const isFull = Deno.env.get("INVITO_PROVE") === "full";
const meetingsEach = isFull ? 150 : 12;

const wished: Omit<Reminder, "id">[] = [
  { side: "before", minutes: 10_080, to: "guest" },
  { side: "before", minutes: 1440, to: "both" },
  { side: "before", minutes: 15, to: "host" },
  { side: "after", minutes: 30, to: "guest" },
  { side: "after", minutes: 2880, to: "both" },
];

/** What a booking was from one instant on: agreed at a time, or no more. */
interface Stretch {
  from: number;
  booking: Booking;
}

/** The same numbers each time, so that what went wrong goes wrong again. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** A program that lives, sleeps and dies over one store, and what it sent. */
class Simulation {
  readonly letters: Email[] = [];
  /** When somebody was awake to look at what is due. */
  readonly awake: number[] = [];
  deaths = 0;
  app!: TestApp;

  constructor(readonly store: MortalStore, readonly roll: (below: number) => number) {}

  async start(now: number): Promise<void> {
    this.app = await configuredApp({
      kv: this.store.kv,
      sendMail: (email) => Promise.resolve(void this.letters.push(email)),
    });
    this.app.at(now);
    await releaseStaleLeases(this.app.kv, this.app.instance, now);
  }

  /** Does what is due at an instant; in one of many cases the program dies over it, and the next one takes over. */
  async wakeAt(now: number): Promise<void> {
    this.app.at(now);
    if (this.roll(40) === 0) {
      this.store.doom(this.roll(2) === 0 ? "before" : "after", this.roll(4));
      await this.#drain();
      if (this.store.isDead) this.deaths++;
      await this.store.reopen();
      await this.start(now);
    }
    await this.#drain();
    this.awake.push(now);
  }

  async #drain(): Promise<void> {
    const runner = openJobRunner(this.app, jobHandlers);
    await runner.drain().catch((error) => {
      if (!this.store.isDead) throw error;
    });
    await runner.stop(0).catch((error) => {
      if (!this.store.isDead) throw error;
    });
  }

  /** From now to an instant: awake whenever something is due, or asleep for a while. */
  async liveUntil(end: number): Promise<void> {
    for (;;) {
      if (this.roll(25) === 0) {
        const slept = this.app.now() + this.roll(3 * DAY);
        if (slept >= end) return await this.wakeAt(end);
        await this.wakeAt(slept);
      }
      const due = await nextDue(this.app);
      if (due === null || due > end) return await this.wakeAt(end);
      await this.wakeAt(Math.max(due, this.app.now()));
    }
  }
}

/** When the next job is due, epoch ms; null when none waits. */
async function nextDue({ kv }: TestApp): Promise<number | null> {
  const firsts = await Promise.all(jobKinds.map(async (kind) => {
    for await (const { dueAt } of eachDueJob(kv, kind)) return dueAt;
    return Infinity;
  }));
  const next = Math.min(...firsts);
  return next === Infinity ? null : next;
}

Deno.test("reminders over a year with clock changes, reschedules, cancels and crashes: each once, at its time", async () => {
  const path = await Deno.makeTempFile({ suffix: ".db" });
  try {
    using store = await MortalStore.open(path);
    const roll = dice(20_260_329);
    const world = new Simulation(store, roll);
    await world.start(year.start);
    const people = await settle(world.app);
    const stories = new Map<string, Stretch[]>();

    const acts = Array.from(
      { length: people.length * meetingsEach * 2 },
      () => year.start + roll(year.end - year.start),
    ).sort((a, b) => a - b);
    for (const at of acts) {
      await world.liveUntil(at);
      const live = [...stories.values()].map((each) => each.at(-1)!.booking)
        .filter(({ status, start }) => status === "CONFIRMED" && start > at);
      const any = live[roll(Math.max(1, live.length))];
      const what = roll(10);
      const person = people[roll(people.length)]!;
      const booking = what < 5 || !any
        ? await book(world, person)
        : await change(world, any, people, what < 8);
      // What just happened is told at once, as it is in the running program.
      await world.wakeAt(at);
      if (!booking) continue;
      const story = stories.get(booking.id) ?? [];
      stories.set(booking.id, [...story, { from: at, booking }]);
    }
    await world.liveUntil(year.end + 30 * DAY);

    const expected = [...stories.values()].flatMap((story) => expectedOf(story, world.awake));
    const sent = world.letters.filter(({ messageId }) => /^<(reminder|follow-up)\./.test(messageId))
      .map(({ messageId }) => messageId);
    assert.deepEqual([...new Set(sent)].sort(), expected.map(({ id }) => id).sort());
    assert(expected.length > meetingsEach * 10, `only ${expected.length} reminders`);
    // A program that died between the mail server's yes and its own note repeats the email, recognisably.
    assert(sent.length - expected.length <= world.deaths, "sent twice without a death");
    const texts = new Map(world.letters.map(({ messageId, text }) => [messageId, text]));
    for (const { id, says } of expected) {
      assert(texts.get(id)?.includes(says), `${id} does not say ${says}: ${texts.get(id)}`);
    }
  } finally {
    await Deno.remove(path);
  }
});

interface Person {
  host: Host;
  type: EventType;
}

async function settle(app: TestApp): Promise<Person[]> {
  const people: Person[] = [];
  for (const [i, zone] of zones.entries()) {
    const made = await addHost(app, {
      name: `Host ${i}`,
      email: `host${i}@example.org`,
      zone,
      preferredUsername: `host-${i}`,
    });
    const type = await addEventType(app, made, {
      slug: "talk",
      decision: "instant",
      bookingWindowDays: 40,
      durations: [30],
    });
    const set = await granted(reminders.setReminders(app, made.id, type.id, type.revision, {
      alarm: null,
      reminders: wished.map((each) => ({ ...each, id: null })),
    }));
    people.push({ host: made, type: set });
  }
  return people;
}

/** A start that is on offer within the next weeks; null when there is none. */
async function anyStart({ app, roll }: Simulation, { host, type }: Person): Promise<number | null> {
  const from = app.now() + roll(30) * DAY;
  const offers = await findSlots(app, {
    hosts: [host],
    type,
    minutes: 30,
    window: { start: from, end: from + 4 * DAY },
  });
  const { starts } = offers;
  return starts[roll(Math.max(1, starts.length))] ?? null;
}

async function book(world: Simulation, person: Person): Promise<Booking | null> {
  const start = await anyStart(world, person);
  if (start === null) return null;
  const zone = zones[world.roll(zones.length)]!;
  const requested = await ask(world.app, {
    username: person.host.username,
    slug: "talk",
    start,
    guest: { zone, hourCycle: 24 },
  });
  return requested.booking;
}

async function change(
  world: Simulation,
  { id, hosts, type }: Booking,
  people: Person[],
  isMove: boolean,
): Promise<Booking | null> {
  const person = people.find(({ host }) => host.id === hosts[0])!;
  const by = { actor: "host" as const, hostId: person.host.id };
  assert.equal(type.id, person.type.id);
  if (!isMove) {
    const over = await bookings.cancel(world.app, id, { by, reason: "", revision: null });
    return over.ok ? over.value : null;
  }
  const start = await anyStart(world, person);
  if (start === null) return null;
  return await granted(bookings.reschedule(world.app, id, {
    by: { ...by, force: false },
    start,
    revision: null,
    key: null,
  }));
}

/** Told once more in the plainest way: of each time that a meeting had, the reminders that somebody was awake for. */
function expectedOf(story: Stretch[], awake: number[]): { id: string; says: string }[] {
  return story.flatMap(({ from, booking }, i) => {
    if (booking.status !== "CONFIRMED") return [];
    const until = story[i + 1]?.from ?? Infinity;
    return booking.type.reminders!.flatMap((reminder) => {
      const due = reminderDueAt(reminder, booking);
      const seen = awake.find((at) => at >= due);
      if (due <= from || seen === undefined || seen > until) return [];
      const readers = (["guest", "host"] as const)
        .filter((to) => reminder.to === to || reminder.to === "both")
        .filter((to) => isStillRelevant(reminder, booking, to, seen));
      return readers.map((to) => ({
        id: messageIdOf(reminder, booking, to),
        says: hourOf(booking, to === "guest" ? booking.guest.zone : zoneOf(booking)),
      }));
    });
  });
}

function messageIdOf(reminder: Reminder, booking: Booking, to: "guest" | "host"): string {
  const kind = reminder.side === "before" ? "reminder" : "follow-up";
  const reader = to === "guest" ? "guest" : booking.hosts[0];
  return `<${kind}.${booking.sequence}-${reminder.id}.${reader}.${booking.id}@localhost>`;
}

function zoneOf({ organizer }: Booking): string {
  return zones[Number(/\d+/.exec(organizer!.email)![0])]!;
}

function hourOf({ start }: Booking, zone: string): string {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  });
  const day = String(Number(dateAt(start, zone).slice(8)));
  const month = new Intl.DateTimeFormat("en-GB", { timeZone: zone, month: "long" }).format(start);
  return `${day} ${month} ${dateAt(start, zone).slice(0, 4)}\n  ${time.format(start)}–`;
}
