import assert from "node:assert/strict";
import * as fc from "fast-check";
import { safeRedirect } from "../../../src/lib/server/auth/safe-redirect.ts";

const accepted = [
  "/",
  "/dashboard/calendars",
  "/dashboard?status=PENDING#first",
  "/calendar/ada/?date=2026-11-21",
  "/dashboard/../dashboard/settings",
];
const refused = [
  null,
  undefined,
  "",
  "dashboard",
  "//evil.test",
  "///evil.test",
  "/\\evil.test",
  "\\\\evil.test",
  "/\t/evil.test",
  "/\n/evil.test",
  "https://evil.test",
  "HTTPS:evil.test",
  "javascript:alert(1)",
  "/.//evil.test",
  "/x/..//evil.test",
  "/auth/sign-out",
  "/auth",
  "/v0/bookings",
  " /dashboard",
  "/" + "a".repeat(2001),
];

Deno.test("safeRedirect: accepts paths of this site", () => {
  for (const path of accepted) {
    assert.equal(new URL(safeRedirect(path), "http://ours.test").host, "ours.test", path);
    assert.notEqual(safeRedirect(path, "/fallback"), "/fallback", path);
  }
});

Deno.test("safeRedirect: everything else leads to the dashboard", () => {
  for (const input of refused) {
    assert.equal(safeRedirect(input), "/dashboard", JSON.stringify(input));
  }
});

Deno.test("safeRedirect: whatever is requested, a browser stays on this site", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "//",
    "evil.test",
    ":",
    "@",
    "?",
    "#",
    "\t",
    "\n",
    "%2f",
    "%5c",
    "https:",
    " ",
    "é",
    "\u0000",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const next = safeRedirect(pieces.join(""));
      assert.equal(new URL(next, "https://ours.test/auth/sign-in").origin, "https://ours.test");
      assert(next.startsWith("/") && !next.startsWith("//"));
    }),
    { numRuns: 3000 },
  );
});
