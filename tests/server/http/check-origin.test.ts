import assert from "node:assert/strict";
import { checkOrigin, isCrossOrigin, type OriginError } from "$lib/server/http/check-origin.ts";

const form = "application/x-www-form-urlencoded";
const json = "application/json";

interface Row {
  about: string;
  method?: string;
  path?: string;
  origin?: string;
  site?: string;
  type?: string;
  session?: boolean;
  token?: boolean;
  open?: boolean;
  /** True where it is left out. */
  body?: boolean;
  answer: OriginError | null;
}

const rows: Row[] = [
  {
    about: "a form of ours",
    origin: "http://ours.test",
    site: "same-origin",
    type: form,
    session: true,
    answer: null,
  },
  {
    about: "a form of ours over plain http, without Sec-Fetch-Site",
    origin: "http://ours.test",
    type: form,
    session: true,
    answer: null,
  },
  {
    about: "behind a proxy that ends TLS",
    origin: "https://ours.test",
    type: form,
    session: true,
    answer: null,
  },
  { about: "under the configured address", origin: "https://base.test", type: form, answer: null },
  {
    about: "a page of another site",
    origin: "https://evil.test",
    site: "cross-site",
    type: form,
    answer: "cross-origin",
  },
  {
    about: "a page of another site without a session",
    origin: "https://evil.test",
    type: json,
    path: "/v0/bookings",
    answer: "cross-origin",
  },
  {
    about: "a neighbour below the same domain",
    origin: "http://evil.ours.test",
    site: "same-site",
    type: form,
    answer: "cross-origin",
  },
  {
    about: "our host with another port",
    origin: "http://ours.test:81",
    type: form,
    answer: "cross-origin",
  },
  {
    about: "a host that ends like ours",
    origin: "http://notours.test",
    type: form,
    answer: "cross-origin",
  },
  {
    about: "cross-site with our origin pretended",
    origin: "http://ours.test",
    site: "cross-site",
    type: form,
    answer: "cross-origin",
  },
  { about: "a sandboxed frame", origin: "null", type: form, session: true, answer: "cross-origin" },
  {
    about: "a sandboxed frame without a session",
    origin: "null",
    type: json,
    path: "/v0/bookings",
    answer: "cross-origin",
  },
  {
    about: "a page of ours with no-referrer",
    origin: "null",
    site: "same-origin",
    type: form,
    session: true,
    answer: null,
  },
  {
    about: "a token page with no-referrer over plain http",
    origin: "null",
    type: form,
    token: true,
    answer: null,
  },
  {
    about: "a foreign form to a token page",
    origin: "https://evil.test",
    type: form,
    token: true,
    answer: "cross-origin",
  },
  { about: "no Origin at all, with a session", type: form, session: true, answer: "no-origin" },
  { about: "no Origin at all, a form", type: form, answer: "no-origin" },
  { about: "a program without a session", path: "/v0/bookings", type: json, answer: null },
  {
    about: "a program with a stolen-along session",
    path: "/v0/bookings",
    type: json,
    session: true,
    answer: "no-origin",
  },
  {
    about: "JSON dressed as text",
    path: "/v0/bookings",
    type: "text/plain",
    answer: "content-type",
  },
  {
    about: "JSON with parameters",
    path: "/v0/bookings",
    type: "application/json; charset=utf-8",
    answer: null,
  },
  {
    about: "JSON in name only",
    path: "/v0/bookings",
    type: "application/jsonx",
    answer: "content-type",
  },
  { about: "no content type", path: "/v0/bookings", answer: "content-type" },
  { about: "an empty content type", path: "/v0/bookings", type: "", answer: "content-type" },
  {
    about: "a form to the API",
    path: "/v0/bookings",
    type: form,
    origin: "http://ours.test",
    answer: "content-type",
  },
  {
    about: "JSON to a page",
    type: json,
    origin: "http://ours.test",
    session: true,
    answer: "content-type",
  },
  {
    about: "a file form",
    type: "multipart/form-data; boundary=x",
    origin: "http://ours.test",
    answer: null,
  },
  {
    about: "a program's POST without a body",
    path: "/v0/notifications/run",
    body: false,
    answer: null,
  },
  {
    about: "a form's POST without a body",
    origin: "http://ours.test",
    body: false,
    answer: "content-type",
  },
  {
    about: "another site's POST without a body",
    path: "/v0/notifications/run",
    origin: "http://evil.test",
    session: true,
    body: false,
    answer: "cross-origin",
  },
  {
    about: "DELETE without a body",
    method: "DELETE",
    body: false,
    path: "/v0/me/x",
    origin: "http://ours.test",
    answer: null,
  },
  {
    about: "a foreign PUT",
    method: "PUT",
    path: "/v0/me/x",
    origin: "https://evil.test",
    type: json,
    answer: "cross-origin",
  },
  {
    about: "a foreign GET",
    method: "GET",
    origin: "https://evil.test",
    site: "cross-site",
    answer: null,
  },
  {
    about: "a page of another site where no session counts",
    path: "/v0/bookings",
    origin: "https://evil.test",
    site: "cross-site",
    type: json,
    open: true,
    answer: null,
  },
  {
    about: "a form of another site where no session counts",
    path: "/v0/bookings",
    origin: "https://evil.test",
    type: form,
    open: true,
    answer: "content-type",
  },
  {
    about: "a session without Origin on an open route",
    path: "/v0/bookings",
    type: json,
    session: true,
    open: true,
    answer: "no-origin",
  },
  { about: "a program that asks the MCP server", path: "/mcp", type: json, answer: null },
  {
    about: "a page of another site that asks the MCP server",
    path: "/mcp",
    origin: "https://evil.test",
    type: json,
    answer: "cross-origin",
  },
  { about: "an Origin that is none", origin: "nonsense", type: form, answer: "cross-origin" },
];

for (const row of rows) {
  Deno.test(`checkOrigin: ${row.about} - ${row.answer ?? "may"}`, () => {
    const headers = new Headers();
    if (row.origin !== undefined) headers.set("origin", row.origin);
    if (row.site !== undefined) headers.set("sec-fetch-site", row.site);
    if (row.type !== undefined) headers.set("content-type", row.type);
    const answer = checkOrigin({
      method: row.method ?? "POST",
      headers,
      url: new URL(row.path ?? "/dashboard", "http://ours.test"),
      baseUrl: "https://base.test",
      hasSession: row.session ?? false,
      isOpen: row.open ?? false,
      hasBody: row.body ?? true,
      isTokenPage: row.token ?? false,
    });
    assert.equal(answer, row.answer);
  });
}

const askers: [string, Record<string, string>, boolean][] = [
  ["a program", {}, false],
  ["our own page", { origin: "http://ours.test", "sec-fetch-site": "same-origin" }, false],
  ["our own page under the configured address", { origin: "https://base.test" }, false],
  ["our own page that sends no referrer", {
    origin: "null",
    "sec-fetch-site": "same-origin",
  }, false],
  [
    "a link on another site",
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
    false,
  ],
  ["another site", { origin: "https://evil.test" }, true],
  ["a sandboxed frame", { origin: "null" }, true],
  ["a script element of another site", {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "no-cors",
  }, true],
  ["a neighbour below the same domain", {
    "sec-fetch-site": "same-site",
    "sec-fetch-mode": "cors",
  }, true],
];

for (const [about, headers, expected] of askers) {
  Deno.test(`isCrossOrigin: ${about} - ${expected}`, () => {
    const url = new URL("http://ours.test/v0/event-types");
    const asked = { headers: new Headers(headers), url, baseUrl: "https://base.test" };
    assert.equal(isCrossOrigin(asked), expected);
  });
}
