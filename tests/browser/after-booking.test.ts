import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { formatShortWhen } from "$lib/i18n/date-time.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { granted } from "../support/granted.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addEventType, ask } from "../support/town.ts";

interface Seeded {
  online: { guest: string; host: string };
  inPerson: string;
  moved: { guest: string; from: string };
  cancelled: string;
}

const link = "https://meet.example.org/ada";

Deno.test("a guest's page after booking", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  let seeded: Seeded | null = null;
  await using program = await startWithHost({}, async (app, host) => {
    const location = { kind: "link", value: link } as const;
    await addEventType(app, host, { slug: "online", decision: "approval", location });
    const at = { kind: "address", value: "Torstraße 12, Berlin" } as const;
    await addEventType(app, host, { slug: "there", decision: "instant", location: at });
    const day = startOfDay(weekdayAfter(dateAt(app.now(), host.zone), 3), host.zone);
    const meet = async (slug: string, hour: number, name: string) =>
      (await ask(app, { slug, start: day + hour * HOUR, guest: { name } })).booking;
    const asked = await meet("online", 9, "Grace Hopper");
    const met = await meet("there", 11, "Mary Cartwright");
    const moved = await meet("there", 13, "Annie Easley");
    await granted(
      bookings.reschedule(app, moved.id, {
        by: { actor: "host", hostId: host.id, force: false },
        start: day + 15 * HOUR,
        revision: null,
        key: null,
      }),
    );
    const cancelled = await meet("there", 16, "Emmy Noether");
    await granted(
      bookings.cancel(app, cancelled.id, {
        by: { actor: "host", hostId: host.id },
        reason: "",
        revision: null,
      }),
    );
    const { zone, language, hourCycle } = moved.guest;
    seeded = {
      online: {
        guest: await bookings.openGuestLink(app, asked),
        host: await bookings.openHostLink(app, asked, host.id),
      },
      inPerson: await bookings.openGuestLink(app, met),
      moved: {
        guest: await bookings.openGuestLink(app, moved),
        from: formatShortWhen(moved.start, { zone, language, hourCycle }),
      },
      cancelled: await bookings.openGuestLink(app, cancelled),
    };
  });
  const { online, inPerson, moved, cancelled } = seeded!;
  const { address } = program;

  await t.step(
    "a request says where, its status is told when it changes, and joining comes first",
    async () => {
      await using guest = await visit(browser, { address, width: 390 });
      const { page } = guest;
      const following = page.waitForRequest(/\/events$/);
      await page.goto(`/booking/${online.guest}`);
      await following;
      await page.getByText("Online, link after confirmation").waitFor();
      await assertCount(page.getByRole("link", { name: "Join the meeting" }), 0);
      assert(!(await page.content()).includes(link));
      const status = page.locator("article").getByRole("status").first();
      for (const each of await page.getByRole("status").all()) {
        assert.equal(await each.innerText(), "");
      }
      await assertClean(guest);

      await using host = await visit(browser, { address });
      await host.page.goto(`/booking/${online.host}/confirm`);
      await host.page.getByRole("button", { name: "Confirm" }).click();
      await status.getByText("The status of this booking has changed: Confirmed.")
        .waitFor({ state: "attached" });
      const join = page.getByRole("link", { name: "Join the meeting" });
      assert.equal(await join.getAttribute("href"), link);
      assert.match(await join.getAttribute("rel") ?? "", /noreferrer/);
      await page.getByText(link, { exact: true }).waitFor();
      await page.getByText("Online meeting").waitFor();
      await assertClean(guest);
    },
  );

  await t.step("a place to go to has a map, without scripts too", async () => {
    await using guest = await visit(browser, { address, width: 390, scripts: false });
    const { page } = guest;
    await page.goto(`/booking/${inPerson}`);
    const map = page.getByRole("link", { name: "Open map" });
    assert.match(await map.getAttribute("href") ?? "", /openstreetmap\.org.*Torstra/);
    await assertCount(page.getByText("Torstraße 12, Berlin"), 1);
    await assertCount(page.getByText(/^Moved from/), 0);
  });

  await t.step("it says from when it was moved, and who cancelled", async () => {
    await using guest = await visit(browser, { address });
    const { page } = guest;
    await page.goto(`/booking/${moved.guest}`);
    await page.getByText(`Moved from ${moved.from}`).waitFor();
    await assertClean(guest);
    await page.goto(`/booking/${cancelled}`);
    await page.getByRole("heading", { name: "Ada Beck cancelled this booking" }).waitFor();
    await assertCount(page.getByRole("link", { name: "Open map" }), 0);
    await page.goto(`/booking/${inPerson}/cancel`);
    await page.getByRole("button", { name: "Cancel booking" }).click();
    await page.getByRole("heading", { name: "You cancelled this booking" }).waitFor();
    await assertClean(guest);
  });
});
