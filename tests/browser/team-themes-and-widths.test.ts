import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { assertClean, openBrowser, visit } from "../support/browser.ts";
import { startWithHost } from "../support/running-program.ts";
import { requires } from "../support/required-programs.ts";
import { granted } from "../support/granted.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { addMemberHost, addTeam, addTeamType } from "../support/team-town.ts";
import type { TestApp } from "../support/test-app.ts";
import { bookingRequest } from "../support/town.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";

const looks = [
  { theme: "light", width: 320, rules: "all" },
  { theme: "dark", width: 1280, rules: isFull ? "all" : "contrast" },
] as const;

Deno.test(
  "pages of a team: axe finds nothing, none scrolls sideways or cuts a long name off",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    await using program = await startWithHost({}, seedLongNamedTeam);
    const { session, pages } = program.seeded;
    for (const look of looks) {
      await using guest = await visit(browser, { address: program.address, ...look });
      await using ada = await visit(browser, { address: program.address, session, ...look });
      for (const [name, address] of Object.entries(pages)) {
        await t.step(`${name}, ${look.theme} at ${look.width}`, async () => {
          const who = address.startsWith("/dashboard") ? ada : guest;
          const answer = await who.page.goto(address);
          assert.equal(answer?.status(), 200, address);
          await who.page.waitForLoadState("load");
          await assertClean(who, look.rules);
          assert.deepEqual(await excess(who.page), [], address);
        });
      }
    }
  },
);

/** What is wider than the window or its card. */
function excess(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.body, ...document.querySelectorAll(".card")].flatMap((box) =>
      box.scrollWidth > box.clientWidth ? [`${box.className}: ${box.textContent.trim()}`] : []
    ).map((text) => text.slice(0, 80))
  );
}

/** A team with names that have no place to break, and pages that its owner Ada sees. */
interface LongNamedTeam {
  /** Ada's session. */
  session: string;
  /** Addresses by name. */
  pages: Record<string, string>;
}

/** Names without a place to break, and many of them. */
const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung";

/** Ada's team of seven with a round robin, a collective, and a booking of each. */
async function seedLongNamedTeam(app: TestApp, ada: Host): Promise<LongNamedTeam> {
  const others: Host[] = [];
  for (const name of ["ben", "cleo", "dan", "eve", "finn", "gus"]) {
    others.push(await addMemberHost(app, name));
  }
  const hosts = [ada, ...others];
  const team = await addTeam(app, hosts, { name: `The ${long}`, description: "Five floors." });
  const visit = await addTeamType(app, team, hosts, {
    type: { title: long, slug: "visit", description: "All about flour." },
  });
  const panel = await addTeamType(app, team, hosts.slice(0, 3), {
    type: { title: "Panel", slug: "panel" },
    terms: { mode: "collective", confirmedBy: "all" },
  });
  await addTeamType(app, team, hosts, { type: { slug: "off", title: "Off", active: false } });
  const date = weekdayAfter(dateAt(app.now(), team.zone), 3);
  const book = async (slug: string, hour: number) => {
    return await granted(bookings.request(app, {
      ...bookingRequest({ slug, start: startOfDay(date, team.zone) + hour * HOUR }),
      username: "",
      teamSlug: team.slug,
    }));
  };
  const single = await book("visit", 10), joint = await book("panel", 11);
  const links = {
    single: `/booking/${single.token}`,
    joint: `/booking/${joint.token}`,
    decision: `/booking/${await bookings.openHostLink(app, joint.booking, ada.id)}`,
  };
  const dashboard = `/dashboard/teams/${team.id}`, types = `${dashboard}/event-types`;
  return {
    session: await signedIn(app, ada),
    pages: {
      list: "/team/mill",
      picker: "/team/mill/visit",
      form: `/team/mill/panel?slot=${date}T13:00:00Z&tz=UTC`,
      taken: `/team/mill/panel?slot=${date}T03:00:00Z&tz=UTC`,
      inactive: "/team/mill/off",
      widget: "/widget/team/mill/panel",
      "guest-single": links.single,
      "guest-joint": links.joint,
      "guest-cancel": `${links.joint}/cancel`,
      "guest-move": `${links.joint}/reschedule`,
      confirm: `${links.decision}/confirm`,
      reject: `${links.decision}/reject`,
      teams: "/dashboard/teams",
      new: "/dashboard/teams/new",
      team: dashboard,
      bookings: `${dashboard}/bookings`,
      booking: `/dashboard/bookings/${joint.booking.id}`,
      settings: `${dashboard}/settings`,
      "email-texts": `${dashboard}/emails`,
      delete: `${dashboard}/delete`,
      blocked: `${dashboard}/blocked`,
      member: `${dashboard}/members/${others[0]!.id}`,
      troubleshoot: `${dashboard}/troubleshoot?type=${visit.id}&date=${date}`,
      "event-types": types,
      "event-type-new": `${types}/new`,
      "event-type": `${types}/${panel.id}`,
      "event-type-emails": `${types}/${panel.id}/emails`,
      "event-type-email": `${types}/${panel.id}/emails/guest-confirmed`,
      "event-type-links": `${types}/${panel.id}/links`,
    },
  };
}
