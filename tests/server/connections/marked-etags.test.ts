/** Entries at a server behind a proxy that compresses what is read and marks its ETag. */
import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { mondayTen } from "../../support/town.ts";
import { otherClient } from "../../support/caldav/other-client.ts";
import { twoWays } from "../../support/caldav/two-way-host.ts";
import { requires } from "../../support/required-programs.ts";

Deno.test(
  "two-way sync: behind a proxy that marks ETags an entry is moved by us and by its host",
  requires("python-caldav", "radicale"),
  async () => {
    const change = await otherClient("alice");
    if (!change) return;
    await using town = await twoWays();
    if (!town) return;
    const { app, host, work, read, get, event, meddle } = town;
    meddle.with = async (_url, method, go) => {
      const answer = await go();
      const etag = answer.headers.get("etag");
      if (method === "GET" && etag) answer.headers.set("etag", etag.replace(/"$/, '-gzip"'));
      return answer;
    };
    const { id, uid } = await town.agreed(mondayTen);
    await read();
    for (const hours of [1, 3]) {
      const { revision, start } = await get(id);
      const by = { actor: "host" as const, hostId: host.id, force: true };
      const moved = { by, start: start + hours * HOUR, revision, key: null };
      assert.ok((await bookings.reschedule(app, id, moved)).ok);
      await read();
      const wall = Temporal.Instant.fromEpochMilliseconds((await get(id)).start)
        .toZonedDateTimeISO("Europe/Berlin").toPlainTime().toString().replaceAll(":", "");
      assert.match(
        await event({ uid }) ?? "",
        new RegExp(`DTSTART;TZID=Europe/Berlin:\\d{8}T${wall}`),
      );
      await change(work, uid, "move", -30);
      await read();
      assert.equal((await get(id)).start, start + hours * HOUR - 30 * MINUTE);
    }
  },
);
