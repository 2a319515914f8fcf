import assert from "node:assert/strict";
import { funnelStage } from "$lib/server/bookings/picker/funnel-stage.ts";

const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const page = "https://meet.example.org/calendar/ada/intro-call";
const slot = "slot=2026-11-24T09:00:00Z";

function stageOf(query: string, headers: Record<string, string> = {}, method = "GET") {
  const all = new Headers({ "user-agent": browser, ...headers });
  return funnelStage(new URL(page + query), { method, headers: all });
}

Deno.test("funnelStage: who arrives views the page, also by a link to a day or a time", () => {
  assert.equal(stageOf(""), "page_view");
  assert.equal(stageOf("?date=2026-11-24"), "page_view");
  assert.equal(stageOf(`?${slot}&key=k`, { referer: "https://mail.example/" }), "page_view");
  assert.equal(stageOf("", { referer: "https://meet.example.org/calendar/ada/" }), "page_view");
});

Deno.test("funnelStage: moving about in the picker is neither; a time is selected once", () => {
  assert.equal(stageOf("?month=2026-12", { referer: page }), null);
  assert.equal(stageOf("?tz=UTC&part=picker"), null);
  assert.equal(stageOf(`?${slot}&key=k&part=picker`, { referer: page }), "slot_selection");
  assert.equal(stageOf(`?${slot}&key=k`, { referer: `${page}?date=2026-11-24` }), "slot_selection");
  assert.equal(stageOf(`?${slot}&key=k&hours=12`, { referer: `${page}?${slot}&key=k` }), null);
  const other = `${page}?slot=2026-11-24T10:00:00Z`;
  assert.equal(stageOf(`?${slot}&key=k`, { referer: other }), "slot_selection");
  assert.equal(stageOf(`?${slot}`, {}, "POST"), null);
});

Deno.test("funnelStage: programs, previews and who asks not to be tracked are not counted", () => {
  for (
    const agent of [
      "",
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      "curl/8.5.0",
      "Deno/2.9.6",
      "python-requests/2.32",
      "Mozilla/5.0 HeadlessChrome/130.0",
      "Slackbot-LinkExpanding 1.0",
    ]
  ) {
    assert.equal(stageOf("", { "user-agent": agent }), null, agent);
  }
  for (const name of ["dnt", "sec-gpc"]) {
    assert.equal(stageOf("", { [name]: "1" }), null);
    assert.equal(stageOf("", { [name]: "0" }), "page_view");
  }
  assert.equal(stageOf("", { "sec-purpose": "prefetch;prerender" }), null);
  assert.equal(stageOf("?preview=1"), null);
});
