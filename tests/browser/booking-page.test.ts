import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { formatShortWhen } from "$lib/i18n/date-time.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { granted } from "../support/granted.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { addEventType, ask } from "../support/town.ts";

interface Seeded {
  session: string;
  asked: string;
  placeless: string;
  from: string;
  cancelled: string;
}

Deno.test("a host's page of a booking", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  let seeded: Seeded | null = null;
  await using program = await startWithHost({}, async (app, host) => {
    await addEventType(app, host, {
      slug: "open",
      decision: "instant",
      location: { kind: "later" },
    });
    const day = startOfDay(weekdayAfter(dateAt(app.now(), host.zone), 3), host.zone);
    const meet = async (slug: string, hour: number, name: string) =>
      (await ask(app, { slug, start: day + hour * HOUR, guest: { name } })).booking;
    const asked = await meet("intro-call", 10, "Grace Hopper");
    const placeless = await meet("open", 11, "Mary Cartwright");
    await granted(bookings.reschedule(app, placeless.id, {
      by: { actor: "host", hostId: host.id, force: false },
      start: day + 13 * HOUR,
      revision: null,
      key: null,
    }));
    const cancelled = await meet("open", 15, "Emmy Noether");
    await granted(
      bookings.cancel(app, cancelled.id, { by: { actor: "guest" }, reason: "", revision: null }),
    );
    seeded = {
      session: await signedIn(app, host),
      asked: asked.id,
      placeless: placeless.id,
      from: formatShortWhen(placeless.start, host),
      cancelled: cancelled.id,
    };
  });
  const { session, asked, placeless, from, cancelled } = seeded!;
  const enter = (width: number) => visit(browser, { address: program.address, session, width });

  await t.step(
    "what is to be decided stands before the facts, what is rare is folded",
    async () => {
      await using ada = await enter(390);
      const { page } = ada;
      await page.goto(`/dashboard/bookings/${asked}`);
      const confirm = page.getByRole("button", { name: "Confirm: Grace Hopper" });
      const decision = (await confirm.boundingBox())!;
      const fact = (await page.getByText("grace@example.com").first().boundingBox())!;
      assert(
        decision.y + decision.height <= 480,
        `Confirm ends at ${decision.y + decision.height} px`,
      );
      assert(decision.y < fact.y);
      for (const name of ["Your note", "Block Grace Hopper", "Emails and calendar"]) {
        const summary = page.locator("summary", { hasText: name });
        assert.equal(await summary.locator("..").getAttribute("open"), null, name);
      }
      await assertCount(page.getByRole("link", { name: "Book again" }), 0);
      await assertClean(ada);
      await page.locator("summary", { hasText: "Your note" }).click();
      await page.getByRole("textbox", { name: "Your note" }).fill("Bring the plans");
      await page.getByRole("button", { name: "Save note" }).click();
      await page.waitForURL(/notice=noted/);
      assert.equal(
        await page.getByRole("textbox", { name: "Your note" }).inputValue(),
        "Bring the plans",
      );
    },
  );

  await t.step(
    "a missing place is asked for first, and where it was moved from is said",
    async () => {
      await using ada = await enter(1280);
      const { page } = ada;
      await page.goto(`/dashboard/bookings/${placeless}`);
      await page.getByText(`Moved from ${from}`).waitFor();
      await page.getByRole("alert").getByRole("link", { name: "Set location" }).click();
      await page.locator("#location").getByRole("textbox").fill("https://meet.example.org/ada");
      await assertClean(ada);
      await page.getByRole("button", { name: "Save location" }).click();
      await page.waitForURL(/notice=relocated/);
      await assertCount(page.getByText("has no location yet"), 0);
    },
  );

  await t.step("what is over says who cancelled, and can be booked again", async () => {
    await using ada = await enter(390);
    const { page } = ada;
    await page.goto(`/dashboard/bookings/${cancelled}`);
    await page.getByRole("banner").or(page.locator("header"))
      .getByText("Cancelled by Emmy Noether").waitFor();
    await page.getByRole("link", { name: "Book again" }).waitFor();
    await assertClean(ada);
  });
});
