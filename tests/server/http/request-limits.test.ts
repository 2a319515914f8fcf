import assert from "node:assert/strict";
import type { RequestEvent } from "@sveltejs/kit";
import { countRequest } from "$lib/server/http/request-limits.ts";
import { openMeasures } from "$lib/server/runtime/measures.ts";
import { openRateLimiter } from "$lib/server/runtime/rate-limits.ts";

Deno.test("countRequest: the headers say which limit is reached, and what is left of the other", () => {
  const limits = openRateLimiter(() => 0), measures = openMeasures();
  const ask = (method: string) => {
    const event = {
      locals: {
        app: { limits, measures },
        apiKey: null,
        api: null,
        route: "/v0/profile",
        client: "203.0.113.1",
        limitHeaders: {},
      },
      url: new URL("https://meet.example.org/v0/profile"),
      request: new Request("https://meet.example.org/v0/profile", { method }),
    };
    const wait = countRequest(event as unknown as RequestEvent);
    return { wait, headers: event.locals.limitHeaders as Record<string, string> };
  };
  for (let i = 0; i < 30; i++) assert.equal(ask("PATCH").wait, null);
  const { wait, headers } = ask("PATCH");
  assert(wait! > 0);
  assert.equal(
    measures.limited.lines().at(-1),
    'invito_http_requests_limited_total{limit="change"} 1',
  );
  assert.equal(headers["ratelimit"], `"change";r=0;t=${wait}, "default";r=150;t=60`);
  assert.equal(headers["ratelimit-policy"], '"change";q=30;w=60, "default";q=180;w=60');
  assert.equal(ask("GET").headers["ratelimit"], '"default";r=149;t=60');
});
