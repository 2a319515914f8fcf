import assert from "node:assert/strict";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { startVisit } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addEventType } from "../support/town.ts";

Deno.test("a link is read with + as it is and encoded: address, guests, phone, time and zone", async () => {
  await using program = await startWithHost({}, async (app, ada) => {
    const phone = {
      slug: "call-me",
      label: "Call me?",
      kind: "phone" as const,
      required: false,
      options: [],
    };
    await addEventType(app, ada, { slug: "links", allowExtraGuests: true, questions: [phone] });
  });
  const zone = program.host.zone;
  const date = weekdayAfter(addDays(dateAt(Date.now(), zone), 3), 0);
  const at = Temporal.Instant.fromEpochMilliseconds(startOfDay(date, zone) + 10 * HOUR);
  const slot = at.toString({ timeZone: "+03:00" });
  const guest = startVisit(program.address);
  for (const write of [String, encodeURIComponent]) {
    const query = Object.entries({
      email: "grace+work@example.org",
      guests: "ann+a@example.org,bob@example.org",
      slot,
      tz: "Etc/GMT+5",
      "call-me": "+49301234567",
    }).map(([name, value]) => `${name}=${write(value)}`).join("&");
    for (const page of ["/calendar/ada/links", "/widget/ada/links"]) {
      const link = await guest.get(`${page}?name=Grace+Hopper&note=1+2&${query}`);
      const { text } = await guest.get(link.location!);
      const fields = ["Grace Hopper", "grace+work@example.org", "+49301234567", "Etc/GMT+5"]
        .concat("ann+a@example.org,bob@example.org", at.toString());
      for (const value of fields) assert(text.includes(`value="${value}"`), `${page}: ${value}`);
      assert.match(text, />1 2<\/textarea>/);
    }
    const { text } = await guest.get(
      `/v0/users/ada/event-types/links/availability?start=${write(slot)}&timezone=${
        write("Etc/GMT+5")
      }`,
    );
    assert.equal(JSON.parse(text).ok, true, text);
    assert.equal(JSON.parse(text).timezone, "Etc/GMT+5");
  }
});
