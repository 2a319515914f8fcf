import assert from "node:assert/strict";
import fc from "fast-check";
import * as tsdav from "tsdav";
import { plainMultistatus } from "$lib/server/calendars/caldav/plain-multistatus.ts";
import { caldavName, davName, type Resource } from "$lib/server/calendars/caldav/multistatus.ts";
import type { XmlElement } from "$lib/server/calendars/caldav/xml.ts";

const url = new URL("https://dav.example.org/alice/work/");

const element = (name: string, content: string | XmlElement[]): XmlElement => ({
  name,
  attributes: {},
  children: typeof content === "string" ? [] : content,
  text: typeof content === "string" ? content : "",
});

const resource = (...props: XmlElement[]): Resource => ({
  url,
  props: new Map(props.map((prop) => [prop.name, prop])),
});

/** What tsdav makes of it. */
async function readByTsdav(text: string) {
  const headers = { "content-type": "application/xml" };
  const fetch = () => Promise.resolve(new Response(text, { status: 207, headers }));
  return await tsdav.propfind({ url: url.href, props: {}, depth: "0", fetch });
}

Deno.test("plainMultistatus: tsdav reads every name as it was written", async () => {
  const signs = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string(),
    fc.double().map(String),
    fc.constantFrom(
      "true",
      "FALSE",
      "0",
      "]]>",
      "<!--",
      "&amp;",
      "<![CDATA[x]]>",
      "\u0001",
      "\r\n",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(signs, { maxLength: 6 }).map((all) => all.join("")), async (name) => {
      const text = plainMultistatus([resource(element(davName("displayname"), name))]);
      const [answer] = await readByTsdav(text);
      const read = answer?.props?.displayname;
      const plain = name.trim();
      if (plain === "") assert.deepEqual(read, {});
      else assert.equal(read._cdata ?? read, plain);
    }),
  );
});

Deno.test("plainMultistatus: elements of other namespaces, and unknown ones, are left out", async () => {
  const type = element(davName("resourcetype"), [
    element("{urn:x}calendar", ""),
    element("{DAV:}__proto__", ""),
    element(davName("collection"), ""),
  ]);
  const [answer] = await readByTsdav(plainMultistatus([resource(type)]));
  assert.deepEqual(answer?.props, { resourcetype: {} });
});

Deno.test("plainMultistatus: an href to follow is complete, the first of several, on the same host", async () => {
  const homes = (...hrefs: string[]) =>
    plainMultistatus([
      resource(element(
        caldavName("calendar-home-set"),
        hrefs.map((href) => element(davName("href"), href)),
      )),
    ]);
  const [answer] = await readByTsdav(homes(" ../home/ ", "https://thief.example/"));
  assert.equal(answer?.props?.calendarHomeSet.href, "https://dav.example.org/alice/home/");
  assert.throws(() => homes("https://thief.example/"), { reason: "redirect" });
});

Deno.test("plainMultistatus: names are cut, and what tsdav parses too slowly is too large", async () => {
  const named = (name: string) => resource(element(davName("displayname"), name));
  const [answer] = await readByTsdav(plainMultistatus([named("x".repeat(100_000))]));
  assert.equal(answer?.props?.displayname._cdata, "x".repeat(200));
  const many = Array.from({ length: 2_000 }, () => named("&]]>".repeat(50)));
  assert.throws(() => plainMultistatus(many), { reason: "too-large" });
});
