import assert from "node:assert/strict";
import { CalendarProblem } from "$lib/server/calendars/calendar.ts";
import { readMultistatus } from "$lib/server/calendars/multistatus.ts";

const base = new URL("https://dav.example.test/alice/work/");

Deno.test("readMultistatus: what is no multistatus is an error, never an empty one", () => {
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
      () => readMultistatus(text, base),
      (error) => error instanceof CalendarProblem && error.kind === "try-again",
      text,
    );
  }
  assert.deepEqual(readMultistatus('<d:multistatus xmlns:d="DAV:"/>', base).replies, []);
});
