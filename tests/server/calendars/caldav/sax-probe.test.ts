/** Why answers are parsed by our own XML reader and not by sax, which comes with tsdav: see docs/decisions.md. */
import assert from "node:assert/strict";
import process from "node:process";
import { InvalidXml, parseXml } from "$lib/server/calendars/caldav/xml.ts";
import { parseWithSax } from "../../../support/caldav/sax-xml.ts";

const response = (n: number) =>
  `<d:response><d:href>/dav/work/${n}.ics</d:href><d:propstat><d:prop><d:getetag>&quot;${n}&quot;</d:getetag>` +
  `</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const listing = (count: number) =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">${
    Array.from({ length: count }, (_, n) => response(n)).join("")
  }</d:multistatus>`;

Deno.test("sax: makes the same tree of a listing", () => {
  assert.deepEqual(parseWithSax(listing(100)), parseXml(listing(100)));
});

for (
  const text of [
    "<a>&AMP;</a>",
    "<a><![cdata[x]]></a>",
    "<a><!ELEMENT b></a>",
    "< a/>",
  ]
) {
  Deno.test(`sax: accepts ${text}, which is not well-formed; ours throws`, () => {
    assert.equal(parseWithSax(text).name, "{}a");
    assert.throws(() => parseXml(text), InvalidXml);
  });
}

Deno.test("sax: takes more than 1.1 times the CPU of ours for a listing of 20,000 objects", () => {
  const text = listing(20_000);
  const [ours, bySax] = [leastCpu(() => parseXml(text)), leastCpu(() => parseWithSax(text))];
  console.log(`ours ${Math.round(ours)} ms, sax ${Math.round(bySax)} ms`);
  assert.ok(bySax > 1.1 * ours, "sax costs no more: docs/decisions.md can be decided anew");
});

/** The least CPU of five runs, in milliseconds. */
function leastCpu(work: () => void): number {
  return Math.min(...Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }));
}
