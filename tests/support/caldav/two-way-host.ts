/** An installation whose host writes to a real Radicale, with bookings, a clock, and the jobs run when asked. */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { granted } from "../granted.ts";
import type { TestApp } from "../test-app.ts";
import { addHost, ask, networkedApp } from "../town.ts";
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
  const app = await networkedApp(), direct = app.fetch;
  const meddle: TwoWays["meddle"] = { with: null };
  app.fetch = (url, init) => {
    const go = () => direct(url, init);
    return meddle.with ? meddle.with(new URL(url), init?.method ?? "GET", go) : go();
  };
  const runner = openJobRunner(app, jobHandlers);
  const host = await addHost(app);
  const work = await radicale.makeCalendar("alice", "work");
  const input = { address: radicale.address, user: "alice", password: "alice-pw" };
  const connectionId = granted(await connections.connectCaldav(app, host.id, input)).id;

  return {
    app,
    host,
    radicale,
    work,
    meddle,
    connectionId,
    async agreed(start) {
      const { id, revision } = (await ask(app, { start })).booking;
      const decision = { hostId: host.id, revision, message: "", force: true };
      return await granted(bookings.confirm(app, id, decision));
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
      app[Symbol.dispose]();
      await radicale[Symbol.asyncDispose]();
    },
  };
}
