import assert from "node:assert/strict";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { parseMultistatus } from "$lib/server/calendars/caldav/multistatus.ts";

const base = new URL("https://dav.example.test/alice/work/");

Deno.test("parseMultistatus: text that is no multistatus throws, and is never an empty one", () => {
  for (
    const text of [
      "",
      "<html><body>Sign in</body></html>",
      '<d:error xmlns:d="DAV:"/>',
      '<d:prop xmlns:d="DAV:"/>',
      '<multistatus xmlns="urn:other"/>',
      '<d:multistatus xmlns:d="DAV:"><d:response>',
    ]
  ) {
    assert.throws(
      () => parseMultistatus(text, base),
      (error) => error instanceof CalendarError && error.kind === "try-again",
      text,
    );
  }
  assert.deepEqual(parseMultistatus('<d:multistatus xmlns:d="DAV:"/>', base).responses, []);
});
