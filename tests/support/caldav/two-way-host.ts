/** An installation whose host writes to a real Radicale, with bookings, a clock, and the jobs run when asked. */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import type { TestApp } from "../test-app.ts";
import { addHost, bookingRequest, configuredApp } from "../town.ts";
import { type Radicale, startRadicale } from "./radicale.ts";

export interface TwoWays {
  app: TestApp;
  host: Host;
  radicale: Radicale;
  /** Alice's calendar, which is read and written. */
  work: string;
  /** A meeting that Ada has agreed to; nothing is written yet. */
  agreed(start: number): Promise<Booking>;
  get(id: string): Promise<Booking>;
  /** Does what is due, and reads the calendars. */
  read(): Promise<void>;
  /** Does what is due. */
  drain(): Promise<void>;
  emailKinds(id: string): Promise<string[]>;
  /** Our event as it stands on the server, unfolded; null when it is not there. */
  event(booking: Pick<Booking, "uid">): Promise<string | null>;
  /** What is done to each request on its way; null lets all pass. */
  meddle: {
    with: ((url: URL, method: string, go: () => Promise<Response>) => Promise<Response>) | null;
  };
  connectionId: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Null, with a line on the console, without Radicale. */
export async function twoWays(): Promise<TwoWays | null> {
  const radicale = await startRadicale();
  if (!radicale) return null;
  const outgoing = openHttpClient();
  const direct = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  const meddle: TwoWays["meddle"] = { with: null };
  const fetch: OutboundFetch = (url, init) => {
    const go = () => direct(url, init);
    return meddle.with ? meddle.with(new URL(url), init?.method ?? "GET", go) : go();
  };
  const app = await configuredApp({
    fetch,
    openCalendar: (connection, host) => openAccount(app, connection, host),
  });
  const runner = openJobRunner(app, jobHandlers);
  const host = await addHost(app);
  const work = await radicale.makeCalendar("alice", "work");
  const input = { address: radicale.address, user: "alice", password: "alice-pw" };
  const connected = await connections.connectCaldav(app, host.id, input);
  if (!connected.ok) throw new Error(JSON.stringify(connected.refusal));
  const connectionId = connected.value.id;

  return {
    app,
    host,
    radicale,
    work,
    meddle,
    connectionId,
    async agreed(start) {
      const requested = await bookings.request(app, bookingRequest({ start }));
      if (!requested.ok) throw new Error(requested.refusal.code);
      const { id, revision } = requested.value.booking;
      const decision = { hostId: host.id, revision, message: "", force: true };
      const yes = await bookings.confirm(app, id, decision);
      if (!yes.ok) throw new Error(yes.refusal.code);
      return yes.value;
    },
    async get(id) {
      const booking = await getBooking(app.kv, id);
      if (!booking) throw new Error("no such booking");
      return booking;
    },
    async read() {
      await runner.drain();
      await connections.syncNow(app, host.id, connectionId);
      await runner.drain();
    },
    drain: () => runner.drain(),
    async emailKinds(id) {
      return (await listJobsOfBooking(app.kv, id)).flatMap(({ work }) =>
        work.kind === "send-email" ? [work.emailKind] : []
      );
    },
    async event({ uid }) {
      const answer = await radicale.as("alice", "GET", `${work}${encodeURIComponent(uid)}.ics`);
      const text = await answer.text();
      return answer.status === 200 ? text.replace(/\r?\n[ \t]/g, "") : null;
    },
    async [Symbol.asyncDispose]() {
      await runner.stop(1_000);
      outgoing.close();
      app[Symbol.dispose]();
      await radicale[Symbol.asyncDispose]();
    },
  };
}
