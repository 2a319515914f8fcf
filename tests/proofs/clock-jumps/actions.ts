/** What people do before the clock is wrong, and meanwhile. */
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { createConsoleLink } from "$lib/server/auth/console-link.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { attemptBooking, formFields, newClient } from "../../support/proof/guest-client.ts";
import { withFolderApp } from "../../support/proof/proof-hosts.ts";
import type { Program } from "../../support/program.ts";
import { startVisit, type Visitor } from "../../support/http-visitor.ts";
import {
  type AcknowledgedBooking,
  type ClockSetup,
  DAY,
  HOST,
  HOUR,
  MINUTE,
  type OpenForm,
} from "./setup.ts";
import { testSecret } from "../../support/test-app.ts";

/** How far ahead guests book: around every jump, and beyond. */
const ahead = [2, 5, 12, 30, 44, 50, 58, 63, 100, 200];
/** As long as a form has to be open, and a little more. */
export const FORM_MS = 1_100;

/** A time that this proof has not asked for yet, so many days from now, or on the next day with room. */
function nextTime({ days }: ClockSetup, inDays: number): number {
  let day = Math.floor(Date.now() / DAY) + inDays;
  while ((days.get(day) ?? 0) >= 48) day++;
  const nth = days.get(day) ?? 0;
  days.set(day, nth + 1);
  return day * DAY + nth * 30 * MINUTE;
}

/** Between two runs: the guests of one type are reminded at an instant; a new private link. Answers the time to book. */
export async function seedBeforeClock(ground: ClockSetup, remindedAt: number) {
  const start = nextTime(ground, 3);
  const minutes = (start - remindedAt) / MINUTE;
  const link = await withFolderApp(ground.dataDir, async (app) => {
    const host = (await getHostByUsername(app.kv, HOST))!;
    const types = await listEventTypes(app.kv, host.id);
    const [coffee, hidden] = ["coffee", "private"].map((slug) =>
      types.find((type) => type.slug === slug)!
    );
    const reminder = { id: null, side: "before" as const, minutes, to: "guest" as const };
    const input = { alarm: null, reminders: [reminder] };
    const set = await reminders.setReminders(app, host.id, coffee!.id, coffee!.revision, input);
    const until = new Date(Date.now() + 5 * DAY).toISOString().slice(0, 10);
    const made = await privateLinks.create(app, host, hidden!.id, { label: "", uses: 1, until });
    if (!set.ok || !made.ok) throw new Error("the host could not be furnished");
    const [newest] = await privateLinks.list(app, host, hidden!);
    return new URL(newest!.address);
  }, testSecret);
  return { start, link: link.pathname + link.search };
}

/** Books or asks for a time as a guest of its own, and notes what was said. */
export async function book(
  ground: ClockSetup,
  { address }: Program,
  { slug, start, email }: { slug: string; start: number; email?: string },
): Promise<AcknowledgedBooking> {
  const client = newClient();
  const name = `Guest ${client}`;
  const guest = { name, email: email ?? `guest-${client}@example.org` };
  const { status, body } = await attemptBooking(address, {
    username: HOST,
    slug,
    start,
    client,
    ...guest,
  });
  if (status !== 201) throw new Error(`${new Date(start).toISOString()}: ${status} ${body.code}`);
  const acknowledged = { id: body.booking.id, token: body.actions.token, slug, start, ...guest };
  (body.booking.status === "CONFIRMED" ? ground.confirmed : ground.requested).push(acknowledged);
  return acknowledged;
}

/** A round of bookings and requests, as far ahead as the program's clock allows. */
export async function bookSome(ground: ClockSetup, program: Program, by = 0): Promise<void> {
  for (const inDays of ahead.filter((days) => days * DAY > by + DAY)) {
    for (const slug of ["coffee", "talk"]) {
      await book(ground, program, { slug, start: nextTime(ground, inDays) });
    }
  }
}

/** Asks for every time that is agreed already. */
export async function takeAgain(ground: ClockSetup, program: Program, when: string): Promise<void> {
  for (const { start } of ground.confirmed) {
    const { status } = await attemptBooking(program.address, {
      username: HOST,
      slug: "coffee",
      start,
    });
    if (status === 201) {
      ground.proof.fail(`${when}: ${new Date(start).toISOString()} was given a second time`);
    } else if (status !== 409 && status !== 422) {
      // By the clock that is wrong it may be over.
      ground.proof.fail(`${when}: an agreed time is answered ${status}`);
    }
  }
}

/** Books for somebody whose mail server takes no emails just now. */
export async function defer(ground: ClockSetup, program: Program): Promise<AcknowledgedBooking> {
  const email = `deferred-${crypto.randomUUID()}@example.org`;
  ground.box.defers = email;
  return await book(ground, program, { slug: "coffee", start: nextTime(ground, 100), email });
}

/** Uses up what one client may do in a minute. */
export async function useUp(program: Program): Promise<{ client: string; at: number }> {
  const limited = { client: newClient(), at: performance.now() };
  for (let n = 0; n < 200; n++) if (await asks(program, limited) === 429) return limited;
  throw new Error("nothing limits a client");
}

/** What a client is told who asks for something that is not there. */
export async function asks({ address }: Program, { client }: { client: string }): Promise<number> {
  const answer = await fetch(`${address}/v0/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": client },
    body: "{}",
  });
  await answer.body?.cancel();
  return answer.status;
}

/** Signs the host in by a link that is good by the program's clock. */
export async function signIn({ address }: Program, by = 0): Promise<Visitor> {
  const expiresAt = Date.now() + by + HOUR;
  const link = await createConsoleLink(testSecret, { username: HOST, expiresAt });
  const host = startVisit(address);
  const door = `/auth/verify?token=${encodeURIComponent(link)}`;
  const { status } = await host.post(door, formFields((await host.get(door)).text));
  if (status !== 303 || host.cookies.size === 0) throw new Error(`signing in gave ${status}`);
  return host;
}

export async function openForm(ground: ClockSetup, { address }: Program): Promise<OpenForm> {
  const visitor = startVisit(address), start = nextTime(ground, 200);
  const slot = new Date(start).toISOString(), key = crypto.randomUUID();
  const place = `/calendar/${HOST}/coffee?${new URLSearchParams({ slot, tz: "UTC", key })}`;
  const shown = await visitor.get(place);
  if (shown.status !== 200) throw new Error(`the form: ${shown.status} ${shown.location}`);
  const fields = { ...formFields(shown.text), slot, name: "By Form", email: "form@example.org" };
  return { visitor, place, fields, start, openedAt: performance.now() };
}

/** Sends a form that was open for long enough, after something has happened meanwhile. */
export async function fillIn(
  { proof }: ClockSetup,
  { visitor, place, fields, openedAt }: OpenForm,
  what: string,
  meanwhile: () => Promise<void>,
): Promise<void> {
  await meanwhile();
  const left = FORM_MS - (performance.now() - openedAt);
  await new Promise((wake) => setTimeout(wake, Math.max(0, left)));
  const { status } = await visitor.post(place, fields);
  if (status !== 303) proof.fail(`${what} was answered ${status}`);
}

/** By how many seconds the log says that the clock has jumped, in order. */
export function jumpsOf(program: Program): number[] {
  return [...program.output().log.matchAll(/"event":"clock-jump","seconds":(-?\d+)/g)]
    .map(([, seconds]) => Number(seconds));
}
