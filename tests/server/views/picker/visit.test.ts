import assert from "node:assert/strict";
import type { CountedSource } from "$lib/scheduling/counted-days.ts";
import { viewFacts } from "$lib/server/views/picker/view-facts.ts";
import { countVisit, visitSource, visitSteps } from "$lib/server/views/picker/visit.ts";
import type { Visit } from "$lib/server/runtime/visit-counter.ts";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const page = "https://meet.example.org/calendar/ada/intro-call";
const slot = "slot=2026-11-24T09:00:00Z";

function request(headers: Record<string, string> = {}, method = "GET") {
  return { method, headers: new Headers({ "user-agent": firefox, ...headers }) };
}

const stepsOf = (query: string, headers: Record<string, string> = {}, isFormShown = false) =>
  visitSteps({ url: new URL(page + query), request: request(headers) }, isFormShown);

Deno.test("visitSteps: who arrives views the page, also by a link to a day or a time", () => {
  assert.deepEqual(stepsOf(""), ["view"]);
  assert.deepEqual(stepsOf("?date=2026-11-24"), ["view", "day"]);
  const mail = { referer: "https://mail.example/" };
  assert.deepEqual(stepsOf(`?${slot}&key=k`, mail, true), ["view", "time", "form"]);
  assert.deepEqual(stepsOf("", { referer: "https://meet.example.org/calendar/ada/" }), ["view"]);
});

Deno.test("visitSteps: moving about in the picker is no view; the form counts where it was shown", () => {
  assert.deepEqual(stepsOf("?month=2026-12", { referer: page }), []);
  assert.deepEqual(stepsOf("?tz=UTC&part=picker"), []);
  assert.deepEqual(stepsOf(`?${slot}&key=k&part=picker`, { referer: page }), ["time"]);
  assert.deepEqual(stepsOf(`?${slot}&key=k`, { referer: page }, true), ["time", "form"]);
  assert.deepEqual(stepsOf("?date=2026-11-24&part=picker", { referer: page }), ["day"]);
  const posted = { url: new URL(`${page}?${slot}`), request: request({}, "POST") };
  assert.deepEqual(visitSteps(posted, true), []);
});

Deno.test("visitSteps: programs, previews and who asks not to be tracked are not counted", () => {
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
    assert.deepEqual(stepsOf("", { "user-agent": agent }), [], agent);
  }
  for (const name of ["dnt", "sec-gpc"]) {
    assert.deepEqual(stepsOf("", { [name]: "1" }), []);
    assert.deepEqual(stepsOf("", { [name]: "0" }), ["view"]);
  }
  assert.deepEqual(stepsOf("", { "sec-purpose": "prefetch;prerender" }), []);
  assert.deepEqual(stepsOf("?preview=1"), []);
});

const factsOf = (
  query: string,
  headers: Record<string, string> = {},
  source: CountedSource = "page",
) =>
  viewFacts({
    url: new URL(page + query),
    request: request(headers),
    source,
    ownHost: "book.example.org",
  });

Deno.test("viewFacts: where a visitor was linked from, by its host alone and not by our own pages", () => {
  const from = (referer: string, source: CountedSource = "page") =>
    factsOf("", { referer }, source);
  assert.equal(from("https://blog.example/post/7?who=me").referrer, "blog.example");
  assert.equal(from("https://meet.example.org/calendar/ada/").referrer, undefined);
  assert.equal(from("https://book.example.org/").referrer, undefined);
  assert.equal(from("no address").referrer, undefined);
  assert.deepEqual(from("https://shop.example/contact", "widget").embedder, "shop.example");
  assert.equal(from("https://shop.example/contact", "widget").referrer, undefined);
  assert.equal(factsOf("", { origin: "https://shop.example" }, "api").embedder, "shop.example");
});

Deno.test("viewFacts: kind of device, first language, UTM parameters cut and in lower case", () => {
  const device = (agent: string, more = {}) => factsOf("", { "user-agent": agent, ...more }).device;
  assert.equal(device(firefox), "desktop");
  assert.equal(device("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)"), "phone");
  assert.equal(device("Mozilla/5.0 (Linux; Android 15) Mobile Safari/537.36"), "phone");
  assert.equal(device("Mozilla/5.0 (Linux; Android 15) Safari/537.36"), "tablet");
  assert.equal(device("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)"), "tablet");
  assert.equal(device(firefox, { "sec-ch-ua-mobile": "?1" }), "phone");
  assert.equal(factsOf("", { "accept-language": "de-CH,de;q=0.9,en;q=0.8" }).language, "de");
  assert.equal(factsOf("", { "accept-language": "*" }).language, undefined);
  const { utmSource, utmMedium, utmCampaign } = factsOf(
    `?utm_source=News%20%0ADesk&utm_medium=${"É".repeat(90)}&utm_campaign=%20`,
  );
  assert.equal(utmSource, "news desk");
  assert.equal(utmMedium, "é".repeat(40));
  assert.equal(utmCampaign, undefined);
});

Deno.test("visitSource: the page, the widget around it, or a private link", () => {
  assert.equal(visitSource(new URL(page)), "page");
  assert.equal(visitSource(new URL(`${page}?link=secret`)), "private-link");
  assert.equal(visitSource(new URL("https://meet.example.org/widget/ada/intro-call")), "widget");
});

Deno.test("countVisit: on the date of the owner's zone, by address and browser, not where it is off", () => {
  const counted: Visit[] = [];
  const app = {
    now: () => Date.UTC(2026, 10, 1, 23, 30),
    baseUrl: "https://meet.example.org",
    visits: { count: (visit: Visit) => void counted.push(visit), flush: () => Promise.resolve() },
  };
  const owner = { id: "ada", zone: "Europe/Berlin" }, type = { id: "talk" };
  const count = (countVisits: boolean, query = "", headers = {}, steps: ["view"] | [] = ["view"]) =>
    countVisit(app, { owner, type } as Parameters<typeof countVisit>[1], { countVisits }, {
      url: new URL(page + query),
      request: request(headers),
      client: "2001:db8::1",
      steps,
      source: "page",
    });
  count(false);
  count(true, "", {}, []);
  count(true, "?tz=Asia/Tokyo", { dnt: "1" }, []);
  assert.equal(counted.length, 0);
  count(true);
  assert.equal(counted[0]!.date, "2026-11-02");
  assert.equal(counted[0]!.visitor, `2001:db8:0:0::/64 ${firefox}`);
  assert.equal(counted[0]!.zoneOffset, null);
  count(true, "?tz=America/St_Johns", {}, []);
  assert.equal(counted[1]!.zoneOffset, "-03:30");
});
