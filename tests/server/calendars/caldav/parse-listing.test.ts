import assert from "node:assert/strict";
import { parseMultistatus } from "$lib/server/calendars/caldav/multistatus.ts";
import { parseListedMultistatus } from "$lib/server/calendars/caldav/parse-listing.ts";

const base = new URL("https://dav.example.org/work/");

const document = (...parts: string[]) =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">${parts.join("")}</d:multistatus>`;
const entry = (href: string, etag: string, status = "200 OK") =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop><d:getetag>${etag}</d:getetag></d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat></d:response>`;
const gone = (href: string) =>
  `<d:response><d:href>${href}</d:href><d:status>HTTP/1.1 404 Gone</d:status></d:response>`;
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => entry(`/work/${from + n}.ics`, `"${from + n}"`));

const listings: Record<string, string> = {
  plain: document(...rows(0, 50)),
  "on lines of their own": document(rows(0, 9).join("\r\n  "), "\n"),
  "the collection first": document(
    "<d:response><d:href>/work/</d:href><d:propstat><d:prop/><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>",
    ...rows(0, 9),
  ),
  "another one between": document(...rows(0, 5), gone("/work/x.ics"), ...rows(5, 9)),
  "one that is there twice": document(
    entry("/work/a.ics", "1"),
    entry("/work/b.ics", "1"),
    entry("/work/a.ics", "2"),
    gone("/work/b.ics"),
  ),
  "the first is there twice, otherwise": document(...rows(0, 3), gone("/work/0.ics")),
  "references in texts": document(
    entry("/work/a.ics", "&quot;1&quot;"),
    entry("/work/b.ics", "&quot;2&quot;"),
    entry("/work/c&amp;d.ics", "&quot;3&quot;"),
    entry("/work/e.ics", "W/&lt;4&#62;"),
  ),
  "two addresses in each": document(
    ...rows(0, 3).map((each) => each.replace("</d:href>", "</d:href><d:href>/work/z.ics</d:href>")),
  ),
  "its ETag refused": document(
    entry("/work/a.ics", "1", "404 Not Found"),
    entry("/work/b.ics", "2", "404 Not Found"),
  ),
  "a comment round the others": document(`<!--${rows(0, 4).join("")}-->`, ...rows(0, 1)),
  "with a sync-token": document(...rows(0, 4), "<d:sync-token>7</d:sync-token>"),
  "no address": document(...rows(0, 2), entry(" ", "3"), ...rows(3, 5)),
  "not well-formed behind": document(...rows(0, 4), "<d:response>"),
  "an address of another server": document(...rows(0, 2), entry("https://evil.example/a", "1")),
  empty: document(),
};

for (const [what, text] of Object.entries(listings)) {
  Deno.test(`parseListedMultistatus: says what parsing all of it as XML says: ${what}`, () => {
    assert.deepEqual(outcome(parseListedMultistatus, text), outcome(parseMultistatus, text));
  });
}

Deno.test("parseListedMultistatus: what nobody closes takes no longer than to look once", () => {
  const text = document("<d:response><d:href>".repeat(100_000));
  const start = performance.now();
  assert.equal(typeof outcome(parseListedMultistatus, text), "string");
  assert(performance.now() - start < 5_000);
});

/** Addresses, properties and statuses, or the error. */
function outcome(parse: typeof parseMultistatus, text: string): unknown {
  try {
    const { responses, syncToken } = parse(text, base);
    return { syncToken, responses: responses.map((each) => ({ ...each, url: each.url.href })) };
  } catch (error) {
    return String(error);
  }
}
