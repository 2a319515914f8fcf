/** The overview beside its requests: what guests gave up, meetings without a place, deadlines that are near, and the link to share. */
import assert from "node:assert/strict";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { granted } from "../support/granted.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { addEventType, agree, ask } from "../support/town.ts";

Deno.test("the overview beside its requests", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  let session = "", cancelled = "", placeless = "";
  await using program = await startWithHost({}, async (app, host) => {
    session = await signedIn(app, host);
    const day = startOfDay(weekdayAfter(dateAt(app.now(), host.zone), 3), host.zone);
    await addEventType(app, host, {
      slug: "somewhere",
      title: "Walk",
      decision: "instant",
      location: { kind: "later" },
    });
    const by = { actor: "guest" } as const;
    const request = async (hour: number, name: string, slug = "intro-call") =>
      (await ask(app, { slug, start: day + hour * HOUR, guest: { name } })).booking;
    const met = await agree(app, await request(10, "Pia Weber"));
    await granted(bookings.cancel(app, met.id, { by, reason: "", revision: null }));
    const asked = await request(11, "Alan Turing");
    await granted(bookings.cancel(app, asked.id, { by, reason: "", revision: null }));
    const ours = await agree(app, await request(12, "Grace Hopper"));
    await granted(
      bookings.cancel(app, ours.id, {
        by: { actor: "host", hostId: host.id },
        reason: "",
        revision: null,
      }),
    );
    placeless = (await request(13, "Mary Shaw", "somewhere")).id;
    await request(15, "Lynn Conway");
    cancelled = met.id;
  });

  for (const width of [390, 1280]) {
    await t.step(`at ${width} px`, async () => {
      await using host = await visit(browser, { address: program.address, session, width });
      const { page } = host;
      await page.goto("/dashboard");
      const gone = page.getByRole("list", { name: "Cancelled by guests" });
      await assertCount(gone.getByRole("listitem"), 2);
      await gone.getByText(/^Withdrawn by Alan Turing · .*11:00/).waitFor();
      const link = gone.getByRole("link", { name: /^Cancelled by Pia Weber · .*10:00/ });
      assert.equal(await link.getAttribute("href"), `/dashboard/bookings/${cancelled}`);
      const place = page.getByRole("link", { name: "No location yet" });
      assert.equal(await place.getAttribute("href"), `/dashboard/bookings/${placeless}#location`);
      // Days are left to answer in: nothing warns.
      const left = page.getByText(/^Answer within/);
      await left.waitFor();
      await assertCount(left.locator("[data-soon]"), 0);
      await page.getByRole("button", { name: /^Share: .*ada$/ }).waitFor();
      await assertClean(host);
      await place.click();
      await page.waitForURL(/#location$/);
      assert.deepEqual(host.problems, []);
    });
  }
});
