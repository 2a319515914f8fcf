/** Bookings a second in one process over a file, by the verb and as bare commits of its shape: of one client, and of sixteen on as many hosts. */
import { request } from "$lib/server/bookings/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { addEventType, addHost, bookingRequest, configuredApp } from "../../support/town.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type CommitShape, recording } from "../book.ts";

const DAY = 86_400_000, HALF_HOUR = 30 * 60_000;
const CLIENTS = 16;

export interface OurBookings {
  verb: { one: number; sixteen: number };
  bare: { one: number; sixteen: number };
}

export async function timeOurBookings(each: number): Promise<OurBookings> {
  await using folder = await tempFolder();
  const shapes: CommitShape[] = [];
  const kv = recording(await Deno.openKv(`${folder.path}/store`), shapes);
  using app = await configuredApp({ kv });
  app.at(Date.now());
  const hosts: { username: string; starts: number[] }[] = [];
  for (let n = 0; n < CLIENTS; n++) {
    const username = `peer-${n}`;
    const host = await addHost(app, {
      preferredUsername: username,
      email: `${username}@p.example`,
    });
    const type = await addEventType(app, host, { slug: "talk", bookingWindowDays: 365 });
    const window = { start: app.now() + DAY, end: app.now() + 364 * DAY };
    const { starts } = await findSlots(app, { hosts: [host], type, minutes: 30, window });
    hosts.push({ username: host.username, starts: starts.filter((at) => at % HALF_HOUR === 0) });
  }
  async function book(client: number, count: number): Promise<void> {
    const { username, starts } = hosts[client]!;
    for (const start of starts.splice(0, count)) {
      const requested = await request(app, bookingRequest({ username, slug: "talk", start }));
      if (!requested.ok) throw new Error(requested.refusal.code);
    }
  }
  await Promise.all(hosts.map((_, n) => book(n, 20)));
  const shape = shapes.at(-1)!;
  let replays = 0;
  async function replay(_client: number, count: number): Promise<void> {
    for (let n = 0; n < count; n++) await commitLike(kv, shape, replays++);
  }
  const verb = await rates(book, each), bare = await rates(replay, each);
  return { verb, bare };
}

/** Of one client alone, and of sixteen at once. */
async function rates(act: (client: number, count: number) => Promise<void>, each: number) {
  let began = performance.now();
  await act(0, each);
  const one = each * 1_000 / (performance.now() - began);
  began = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, (_, n) => act(n, each)));
  return { one, sixteen: CLIENTS * each * 1_000 / (performance.now() - began) };
}

/** The same checks and values under keys of their own. */
async function commitLike(kv: Deno.Kv, shape: CommitShape, round: number): Promise<void> {
  const op = kv.atomic();
  for (let n = 0; n < shape.checks; n++) {
    op.check({ key: ["bare", "check", round, n], versionstamp: null });
  }
  for (const [key, value] of shape.sets) op.set(["bare", round, ...key], value);
  await op.commit();
}
