import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { granted } from "../support/granted.ts";
import { startVisit } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addEventType, bookingRequest } from "../support/town.ts";

Deno.test("the email of a series is verified by its link, also after its date was withdrawn", async (t) => {
  let link = "";
  await using program = await startWithHost({}, async (app, ada) => {
    const wide = { seriesDates: 6, bookingWindowDays: 200 };
    await addEventType(app, ada, { slug: "checked", requireVerifiedEmail: true, ...wide });
    const date = weekdayAfter(addDays(dateAt(app.now(), ada.zone), 3), 0);
    const start = startOfDay(date, ada.zone) + 10 * HOUR;
    const withMail = { ...app, sendMail: () => Promise.resolve() };
    const requested = await granted(bookings.request(withMail, {
      ...bookingRequest({ slug: "checked", start }),
      series: { rhythm: "weekly", dates: 3, book: "all" },
    }));
    link = `/verify-email/${await bookings.verificationToken(app, requested.booking)}`;
    const withdrawn = { by: { actor: "guest" as const }, reason: "", revision: null };
    assert((await bookings.cancel(app, requested.booking.id, withdrawn)).ok);
  });
  const guest = startVisit(program.address);

  await t.step("opening it changes nothing, and the other dates can be verified", async () => {
    for (const _ of [1, 2]) {
      const opened = await guest.get(link);
      assert.equal(opened.status, 200);
      assert.match(opened.text, /<form method="post"/i);
    }
  });

  await t.step(
    "pressing the button verifies them, and the link leads to the booking then",
    async () => {
      const pressed = await guest.post(link, {});
      assert.equal(pressed.status, 303, pressed.text);
      const { text } = await guest.get(pressed.location!);
      assert.match(text, /Booked together/);
      const again = await guest.get(link);
      assert.equal(again.status, 200);
      assert.doesNotMatch(again.text, /<form method="post"/i);
    },
  );
});
