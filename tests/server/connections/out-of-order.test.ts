/** Writes and readings that cross each other, at a real server: no ghost meeting, no old time, nothing cancelled by mistake. */
import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getCalendarEntry } from "$lib/server/store/calendar-entries.ts";
import { mondayTen } from "../../support/town.ts";
import { type TwoWays, twoWays } from "../../support/caldav/two-way-host.ts";
import { refusal } from "../../support/granted.ts";
import { requires } from "../../support/required-programs.ts";

const move = ({ app, host }: TwoWays, id: string, start: number) =>
  bookings.reschedule(app, id, {
    by: { actor: "host", hostId: host.id, force: true },
    start,
    revision: null,
    key: null,
  });
const cancel = ({ app, host }: TwoWays, id: string) =>
  bookings.cancel(app, id, {
    by: { actor: "host", hostId: host.id },
    reason: "",
    revision: null,
  });
const entriesIn = async ({ radicale, work }: TwoWays) => {
  const listed = await (await radicale.as("alice", "PROPFIND", work)).text();
  return listed.match(/booking\.invito\.ics/g)?.length ?? 0;
};

Deno.test(
  "out of order: delayed writes, writes without a response, and older listings",
  requires("radicale"),
  async (t) => {
    await using town = await twoWays();
    if (!town) return;
    const { app, meddle, drain, read, get, event, work, radicale } = town;
    const later = (ms: number) => app.at(app.now() + ms);

    await t.step(
      "a create that is retried while the booking is cancelled leaves no entry behind",
      async () => {
        meddle.with = async (_url, method, go) => {
          const answer = await go();
          if (method !== "PUT") return answer;
          await answer.body?.cancel();
          throw new DOMException("the answer was lost", "TimeoutError");
        };
        const booking = await town.agreed(mondayTen);
        await drain();
        assert.ok(await event(booking), "it has landed");
        assert.ok((await cancel(town, booking.id)).ok);
        meddle.with = null;
        later(MINUTE);
        await drain();
        assert.equal(await event(booking), null);
      },
    );

    await t.step("a write whose response is lost is completed without a second entry", async () => {
      let lost = 0;
      meddle.with = async (_url, method, go) => {
        const answer = await go();
        if (method !== "PUT" || ++lost > 1) return answer;
        await answer.body?.cancel();
        throw new DOMException("the program died here", "TimeoutError");
      };
      const booking = await town.agreed(mondayTen + HOUR);
      await drain();
      meddle.with = null;
      later(MINUTE);
      await drain();
      assert.equal(await entriesIn(town), 1);
      const written = await getCalendarEntry(app.kv, booking.id, town.connectionId);
      assert.equal(written?.sequence, 0);
      assert.ok((await cancel(town, booking.id)).ok);
      await drain();
    });

    await t.step(
      "two reschedules while the server is down: the last one is written, once",
      async () => {
        const booking = await town.agreed(mondayTen + 2 * HOUR);
        await read();
        await radicale.stop();
        assert.ok((await move(town, booking.id, mondayTen + 3 * HOUR)).ok);
        await drain();
        assert.ok((await move(town, booking.id, mondayTen + 4 * HOUR)).ok);
        await drain();
        await radicale.start();
        // The reading comes first: it shows the old time, which nobody has put there by hand.
        meddle.with = (_url, method, go) => method === "PUT" ? Promise.reject(lost()) : go();
        later(HOUR);
        await read();
        assert.equal((await get(booking.id)).start, mondayTen + 4 * HOUR);
        meddle.with = null;
        later(7 * HOUR);
        await read();
        const now = await get(booking.id);
        assert.equal(now.start, mondayTen + 4 * HOUR);
        assert.equal(now.sequence, 2);
        assert.match(await event(booking) ?? "", /DTSTART;TZID=Europe\/Berlin:20261102T140000/);
        assert.equal(await entriesIn(town), 1);
      },
    );

    await t.step(
      "a listing from before our own write reschedules and cancels nothing",
      async () => {
        const booking = await town.agreed(mondayTen + DAY);
        await read();
        let crossed = false;
        meddle.with = async (_url, method, go) => {
          const answer = await go();
          if (method !== "REPORT" || crossed) return answer;
          crossed = true;
          const { body, status, headers } = answer;
          const text = await new Response(body).text();
          meddle.with = null;
          assert.ok((await move(town, booking.id, mondayTen + 25 * HOUR)).ok);
          await drain();
          return new Response(text, { status, headers });
        };
        await radicale.putEvent("alice", work, "other", [
          "DTSTART:20261110T090000Z",
          "DURATION:PT1H",
        ]);
        await read();
        assert.ok(crossed);
        await read();
        const now = await get(booking.id);
        assert.equal(now.start, mondayTen + 25 * HOUR);
        assert.equal(now.sequence, 1);
        assert.match(await event(booking) ?? "", /20261103T110000/);
      },
    );

    await t.step(
      "a listing without our entry, and an inconclusive search, cancel nothing",
      async () => {
        const booking = await town.agreed(mondayTen + 26 * HOUR);
        await read();
        meddle.with = async (url, method, go) => {
          if (method === "GET" && url.href.includes(encodeURIComponent(booking.uid))) {
            return new Response("", { status: 503 });
          }
          const answer = await go();
          if (method !== "REPORT") return answer;
          const { status, headers } = answer;
          const text = (await answer.text()).replaceAll(
            /<(\w*:?)response>(?:(?!<\/\1response>)[^])*<\/\1response>/g,
            (response) => response.includes(booking.uid) ? "" : response,
          );
          return new Response(text, { status, headers });
        };
        for (let reading = 0; reading < 4; reading++) {
          await radicale.putEvent("alice", work, "other", [
            `DTSTART:2026111${reading}T090000Z`,
            "DURATION:PT1H",
          ]);
          later(15 * MINUTE);
          await read();
        }
        meddle.with = null;
        assert.equal((await get(booking.id)).status, "CONFIRMED");
        await read();
        const written = await getCalendarEntry(app.kv, booking.id, town.connectionId);
        assert.equal(written?.missingSince, null);
        assert.equal(written?.needsRecheck, false);
      },
    );

    const putRaw = async (place: string, text: string) => {
      const answer = await radicale.as("alice", "PUT", place, text);
      assert.ok(answer.ok, `${answer.status}`);
      await answer.body?.cancel();
    };
    const nameOf = ({ uid }: { uid: string }) => `${encodeURIComponent(uid)}.ics`;
    const textAt = async (place: string) => {
      const answer = await radicale.as("alice", "GET", place);
      const text = await answer.text();
      return answer.status === 200 ? text : null;
    };

    await t.step(
      "a server restored to the day before reschedules nothing, and the host is notified",
      async () => {
        const booking = await town.agreed(mondayTen + 49 * HOUR);
        await read();
        const before = await textAt(work + nameOf(booking));
        assert.ok((await move(town, booking.id, mondayTen + 50 * HOUR)).ok);
        await read();
        await read();
        await putRaw(work + nameOf(booking), before!);
        for (let reading = 0; reading < 3; reading++) {
          later(15 * MINUTE);
          await read();
        }
        const { start, sequence } = await get(booking.id);
        assert.deepEqual([start, sequence], [mondayTen + 50 * HOUR, 1]);
        const notified = (await town.emailKinds(booking.id)).filter((each) =>
          each === "calendar-change-not-applied"
        );
        assert.equal(notified.length, 1);
        assert.ok((await cancel(town, booking.id)).ok);
        await drain();
      },
    );

    await t.step("an entry moved to another calendar is changed and removed there", async () => {
      const home = await radicale.makeCalendar("alice", "home");
      await read();
      const booking = await town.agreed(mondayTen + 51 * HOUR);
      await read();
      const carry = async (from: string, to: string) => {
        await putRaw(to + nameOf(booking), (await textAt(from + nameOf(booking)))!);
        await (await radicale.as("alice", "DELETE", from + nameOf(booking))).body?.cancel();
      };
      await carry(work, home);
      assert.ok((await move(town, booking.id, mondayTen + 52 * HOUR)).ok);
      await drain();
      assert.equal(await textAt(work + nameOf(booking)), null, "one entry, not two");
      assert.match(await textAt(home + nameOf(booking)) ?? "", /20261104T140000/);
      await carry(home, work);
      assert.ok((await cancel(town, booking.id)).ok);
      await drain();
      assert.equal(await textAt(work + nameOf(booking)), null);
      assert.equal(await textAt(home + nameOf(booking)), null);
    });

    await t.step("an entry with STATUS:CANCELLED counts as deleted", async () => {
      const booking = await town.agreed(mondayTen + 53 * HOUR);
      await read();
      const text = (await textAt(work + nameOf(booking)))!;
      await putRaw(work + nameOf(booking), text.replace("STATUS:CONFIRMED", "STATUS:CANCELLED"));
      await read();
      assert.equal((await get(booking.id)).status, "CONFIRMED");
      later(15 * MINUTE);
      await read();
      assert.equal((await get(booking.id)).status, "CANCELLED");
    });

    await t.step("a calendar that is emptied cancels nothing", async () => {
      const meetings = [await town.agreed(mondayTen + 2 * DAY)];
      await read();
      const listed = await (await radicale.as("alice", "PROPFIND", work)).text();
      for (const [href = ""] of listed.matchAll(/\/alice\/work\/[^<]+\.ics/g)) {
        await (await radicale.as("alice", "DELETE", href)).body?.cancel();
      }
      assert.equal(await entriesIn(town), 0);
      for (let reading = 0; reading < 3; reading++) {
        later(15 * MINUTE);
        await read();
      }
      for (const { id } of meetings) assert.equal((await get(id)).status, "CONFIRMED");
      assert.ok(app.logged.some((line) => line.event === "calendar-emptied"));

      // Their host is told once, and has them all written again.
      const connection = () => getConnection(app.kv, town.host.id, town.connectionId);
      const { lostEntries } = (await connection())!;
      assert.ok(lostEntries && lostEntries.entries >= 3);
      const foreign = await refusal(connections.resolveLostEntries(
        app,
        "somebody",
        town.connectionId,
        true,
      ));
      assert.equal(foreign.code, "not-found");
      assert.ok(
        (await connections.resolveLostEntries(app, town.host.id, town.connectionId, true)).ok,
      );
      await drain();
      assert.equal(await entriesIn(town), lostEntries.entries);
      await read();
      await read();
      assert.equal((await connection())?.lostEntries, null);
      for (const { id } of meetings) assert.equal((await get(id)).status, "CONFIRMED");
    });
  },
);

const lost = () => new DOMException("no way through", "TimeoutError");
