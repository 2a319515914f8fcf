import assert from "node:assert/strict";
import * as sessions from "$lib/server/auth/sessions.ts";
import { startVisit } from "../support/http-visitor.ts";
import { startWithHost } from "../support/running-program.ts";

/** The first day of a week that each page shows. */
const pages: Record<string, RegExp> = {
  "/calendar/ada/intro-call": /<th [^>]*scope="col"[^>]*><abbr [^>]*title="([^"]+)"/,
  "/widget/ada/intro-call": /<th [^>]*scope="col"[^>]*><abbr [^>]*title="([^"]+)"/,
  "/dashboard/calendar": /<h2[^>]*>[^]*?(Monday|Sunday|Saturday)/,
  "/dashboard/availability": /<h2 [^>]*id="day-\d"[^>]*>([^<]+)</,
  "/dashboard/availability/date-overrides": /<th [^>]*scope="col"[^>]*>([^<]+)</,
};

Deno.test("weeks begin on the day of the browser's region, for guests and for a host with a language", async () => {
  let session = "";
  await using program = await startWithHost({}, async (app, ada) => {
    const browser = { agent: "a test", before: null };
    session = (await sessions.start(app, ada.id, "console", browser)).secret;
  });
  const host = startVisit(program.address, session);
  const expected = { "en-GB": "Mon", "en-US": "Sun", "pt-BR": "Sun", "en-EG": "Sat", "en": "Mon" };
  for (const [accepted, first] of Object.entries(expected)) {
    for (const [path, day] of Object.entries(pages)) {
      const { status, text } = await host.get(path, { "accept-language": accepted });
      assert.equal(status, 200, path);
      assert.equal(day.exec(text)?.[1]?.slice(0, 3), first, `${path} for ${accepted}`);
    }
  }
});
