import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR, MINUTE, SECOND } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import {
  assertClean,
  assertCount,
  type BrowserVisit,
  openBrowser,
  visit,
} from "../support/browser.ts";
import { hydrated } from "../support/hydration.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import type { TestApp } from "../support/test-app.ts";
import { addEventType, ask } from "../support/town.ts";

interface Seeded {
  session: string;
  date: string;
  online: Booking;
  asked: string;
  /** Until when one meeting goes on, and since when the other is shown. */
  change: number;
}

Deno.test(
  "a host joins a meeting, and copies its link, wherever it is shown",
  requires("chromium"),
  async (t) => {
    await using program = await startWithHost({}, seed);
    await using browser = await openBrowser();
    const { session, date, online, asked, change } = program.seeded;
    const enter = async (width: number): Promise<BrowserVisit> => {
      return await visit(browser, { address: program.address, session, width });
    };
    const fits = ({ page }: BrowserVisit) =>
      page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

    await t.step("the overview shows what is on and what begins, without a reload", async () => {
      await using ada = await enter(320);
      const { page } = ada;
      await page.goto("/dashboard");
      const soon = page.getByRole("region", { name: "Up next" });
      if (Date.now() < change - 5 * SECOND) {
        await soon.getByText("In progress").waitFor();
        await assertCount(soon.getByText("Annie Easley"), 0);
        assert(await fits(ada));
        await assertClean(ada);
      }
      await soon.getByText("Annie Easley").waitFor({ timeout: 90 * SECOND });
      await soon.getByText(/Starts in (10|9|8) min/).waitFor();
      const join = soon.getByRole("link", { name: "Join: Annie Easley" });
      assert.match(await join.getAttribute("class") ?? "", /^button( |$)/);
      await soon.getByText("Joan Clarke").waitFor({ state: "detached" });
      assert(await fits(ada));
      await assertClean(ada);
    });

    await t.step("in the list", async () => {
      await using ada = await enter(320);
      const { page } = ada;
      await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.goto("/dashboard?show=upcoming");
      const join = page.getByRole("link", { name: "Join: Mary Cartwright" });
      assert.equal(await join.getAttribute("href"), "https://meet.example.org/ada");
      assert.equal(await join.getAttribute("target"), "_blank");
      assert.match(await join.getAttribute("rel") ?? "", /noopener/);
      await page.getByRole("button", { name: "Copy link: Mary Cartwright" }).click();
      await page.getByText("Copied").first().waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, "https://meet.example.org/ada");
      // The rest of the row still leads to the booking.
      assert.match(page.url(), /show=upcoming$/);
      const call = page.getByRole("link", { name: "Call: Hedy Lamarr" });
      assert.equal(await call.getAttribute("href"), "tel:+4930901820");
      assert.equal(await call.getAttribute("target"), null);
      assert(await fits(ada));
      await assertClean(ada);
    });

    await t.step("where the browser does not copy, the link is shown to be copied", async () => {
      await using ada = await enter(390);
      const { page } = ada;
      await page.addInitScript(() => {
        Object.defineProperty(navigator, "clipboard", { value: undefined });
      });
      await page.goto(`/dashboard/bookings/${online.id}`);
      await hydrated(page);
      await page.getByRole("button", { name: "Copy link: Mary Cartwright" }).click();
      const field = page.getByRole("textbox", { name: "Copy link: Mary Cartwright" });
      assert.equal(await field.inputValue(), "https://meet.example.org/ada");
      await page.waitForFunction(() =>
        getSelection()?.toString() === "https://meet.example.org/ada"
      );
      await page.getByRole("link", { name: "Join: Mary Cartwright" }).waitFor();
      assert(await fits(ada));
      await assertClean(ada);
    });

    await t.step("in the week, beside the link to the booking", async () => {
      await using ada = await enter(1280);
      const { page } = ada;
      await page.goto(`/dashboard/calendar?date=${date}`);
      const join = page.getByRole("link", { name: "Join: Mary Cartwright" });
      const size = await join.boundingBox();
      assert(size && size.width >= 24 && size.height >= 24, JSON.stringify(size));
      const popup = page.waitForEvent("popup");
      await ada.context.route(
        "https://meet.example.org/**",
        (route) => route.fulfill({ body: "" }),
      );
      await join.click();
      assert.equal(new URL((await popup).url()).host, "meet.example.org");
      assert.match(page.url(), /\/dashboard\/calendar/);
    });

    await t.step("on the page of the email, once it is confirmed", async () => {
      await using ada = await visit(browser, { address: program.address, width: 320 });
      const { page } = ada;
      await page.goto(`/booking/${asked}/confirm`);
      await assertCount(page.getByRole("link", { name: /^Join/ }), 0);
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.getByRole("link", { name: "Join: Emmy Noether" }).waitFor();
      assert(await fits(ada));
      await assertClean(ada);
    });
  },
);

/** Meetings with a link tomorrow, one on the telephone, a request, and two about now. */
async function seed(app: TestApp, host: Host): Promise<Seeded> {
  const location = { kind: "link", value: "https://meet.example.org/ada" } as const;
  await addEventType(app, host, { slug: "online", decision: "instant", location });
  await addEventType(app, host, { slug: "asked", decision: "approval", location });
  await addEventType(app, host, {
    slug: "call",
    decision: "instant",
    location: { kind: "call-guest" },
  });
  const date = weekdayAfter(dateAt(app.now(), host.zone), 1);
  let hour = 9;
  const book = async (slug: string, name: string, phone?: string) => {
    const start = startOfDay(date, host.zone) + hour++ * HOUR;
    const email = `${name.split(" ")[0]!.toLowerCase()}@example.com`;
    const guest = { name, email, ...(phone ? { phone } : {}) };
    const asked = await ask(app, { slug, start, guest });
    return asked.booking;
  };
  const online = await book("online", "Mary Cartwright");
  await book("call", "Hedy Lamarr", "+49 30 901820");
  const request = await book("asked", "Emmy Noether");
  const change = Date.now() + 25 * SECOND;
  // No open hours are certain to lie round the time at which the tests run.
  const moveTo = async (booking: Booking, start: number, end: number) =>
    void await app.kv.set(keys.booking(booking.id), shortenBooking({ ...booking, start, end }));
  await moveTo(await book("online", "Joan Clarke"), change - 30 * MINUTE, change);
  const begins = change + 10 * MINUTE;
  await moveTo(await book("online", "Annie Easley"), begins, begins + 30 * MINUTE);
  return {
    session: await signedIn(app, host),
    date,
    online,
    asked: await bookings.openHostLink(app, request, host.id),
    change,
  };
}
