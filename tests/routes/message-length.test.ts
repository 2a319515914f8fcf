import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { startVisit } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { ask } from "../support/town.ts";

/** As long as a message may be: 100 lines and 1,000 characters. */
const full = `${"nine sign\n".repeat(99)}ten signs.`;

interface Stage {
  id: string;
  guestToken: string;
  hostToken: string;
  date: string;
  /** A free time. */
  free: string;
}

interface Form {
  path: string;
  field?: string;
  more?: Record<string, string>;
}

/** Every form that takes a message; all but one are of a request that waits. */
const forms: Record<string, (stage: Stage) => Form> = {
  "the inbox": () => ({ path: "/dashboard?/reject" }),
  "the page of a booking": ({ id }) => ({ path: `/dashboard/bookings/${id}?/cancel` }),
  "a host's link": ({ hostToken }) => ({ path: `/booking/${hostToken}/reject` }),
  "a guest's cancellation": ({ guestToken }) => ({
    path: `/booking/${guestToken}/cancel`,
    field: "reason",
  }),
  "a proposal": ({ id, free }) => ({
    path: `/dashboard/bookings/${id}/propose?send=1&picked=${free}`,
    more: { start: free },
  }),
  "time off": ({ date }) => ({
    path: `/dashboard/availability/time-off/bookings?first=${date}&last=${date}`,
  }),
};

Deno.test("a message has as much room in every form as it shows, and is never cut", async (t) => {
  const stages: Stage[] = [];
  let session = "";
  await using program = await startWithHost({}, async (app, ada) => {
    const date = weekdayAfter(addDays(dateAt(app.now(), ada.zone), 3), 0);
    const at = (hour: number) => startOfDay(date, ada.zone) + hour * HOUR;
    const free = new Date(at(16)).toISOString().replace(".000Z", "Z");
    for (const [i, what] of Object.keys(forms).entries()) {
      const { booking, token } = await ask(app, { start: at(9 + i) });
      const decision = { hostId: ada.id, revision: 1, message: "", force: false };
      if (what === "the page of a booking") {
        assert((await bookings.confirm(app, booking.id, decision)).ok);
      }
      const hostToken = await bookings.openHostLink(app, booking, ada.id);
      stages.push({ id: booking.id, guestToken: token, hostToken, date, free });
    }
    const browser = { agent: "a test", before: null };
    session = (await sessions.start(app, ada.id, "console", browser)).secret;
  });
  const host = startVisit(program.address, session);

  for (const [i, [what, formOf]] of Object.entries(forms).entries()) {
    await t.step(what, async () => {
      const stage = stages[i]!, { path, field = "message", more = {} } = formOf(stage);
      const booking = async () =>
        JSON.parse((await host.get(`/v0/bookings/actions/${stage.guestToken}`)).text).booking;
      const revision = what === "the page of a booking" ? "2" : "1";
      const send = (text: string) => {
        const typed = text.replaceAll("\n", "\r\n");
        return host.post(path, { id: stage.id, revision, ...more, [field]: typed });
      };
      const long = await send(`${full}!`);
      assert.equal(long.status, 422);
      assert.match(long.text, /This is too long/);
      assert(long.text.replaceAll("\r\n", "\n").includes(`${full}!`), "what was typed stays");
      assert.equal((await booking()).message, "");
      assert.equal((await send(full)).status, 303);
      assert.equal((await booking()).message, full);
    });
  }
});
