import assert from "node:assert/strict";
import { setSecurityHeaders } from "$lib/server/http/security-headers.ts";

Deno.test("setSecurityHeaders: only public pages and widgets stay with the page that opened them", () => {
  const openers = (route: string) => {
    const headers = new Headers();
    setSecurityHeaders(headers, { baseUrl: "https://meet.example", route, frameAncestors: null });
    return headers.get("cross-origin-opener-policy");
  };
  const open = ["/calendar/[username]", "/calendar/[username]/[slug]", "/team/[team]/[slug]"];
  for (const route of [...open, "/widget/[username]/[slug]"]) assert.equal(openers(route), null);
  const apart = ["/", "/auth/verify", "/booking/[token]", "/booking/[token]/confirm"];
  for (const route of [...apart, "/dashboard", "/dashboard/calendar", "/team-invitation/[token]"]) {
    assert.equal(openers(route), "same-origin", route);
  }
});
