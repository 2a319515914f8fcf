/** The pages about the API. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "API",
  tagTitle: "{tag} · API",
  lead: "Everything that the pages of {host} do, for your own programs.",
  index: "API contents",
  overview: "Overview",
  groups: "Groups",
  operations: "All operations",
  count: { one: "{n} operation", other: "{n} operations" },
  description: "OpenAPI description",
  tags: {
    "Analytics": "What happened on your pages, and how your emails and webhooks do.",
    "Operations":
      "What needs you, and your emails, calendar entries and other work to run again or drop.",
    "API keys": "Keys for your own programs. Only a signed-in browser makes them.",
    "Availability": "Schedules, date overrides, time off, holidays and limits.",
    "Booking pages": "Event types and their available times, as guests see them.",
    "Bookings": "Book, look up, confirm, decline, reschedule and cancel.",
    "Calendars": "Connect calendars, choose what blocks time, and see how syncing goes.",
    "Emails": "What was sent and what wasn’t, and the texts of your emails.",
    "Event types": "What can be booked: durations, limits, questions and private links.",
    "Guests": "Find, export and erase a guest’s data; blocked guests.",
    "Profile": "Your name, time zone and preferences.",
    "Sign-in": "Sign-in links and sessions.",
    "Teams": "Teams, their members, invitations and event types.",
    "Webhooks": "Subscriptions, and every delivery with its answer.",
  },
  basics: {
    title: "Start",
    keyText:
      "Create an API key with the scopes that you need, keep it in a variable, and send it as `Authorization: Bearer inv_…`. Never put a key into an address.",
    keyLink: "Create an API key",
    keyUse: "Your key",
    keyUseAbout: "a variable of the shell",
    first: "First request",
    firstAbout: "who the key belongs to",
    more: "Good to know",
    times: "Times",
    timesText:
      "Instants are RFC 3339: with any offset in requests, in UTC in answers. Time zones are IANA names.",
    errors: "Errors",
    errorsText:
      "A refusal is problem details (RFC 9457) with a stable `code`; `fields` says what is wrong with each field. A status of 429 or 503 comes with `Retry-After`.",
    retries: "Retries",
    retriesText:
      "Send an `Idempotency-Key` of 16 to 200 characters with a change: the same request with the same key is carried out once. Bookings need one.",
    changes: "Changes",
    changesText:
      "Settings have an `ETag`. Send it back as `If-Match`: if somebody else made a change in between, yours is refused with 412.",
    lists: "Lists",
    listsText: "Where an answer has `next`, send it as `cursor` for the next page.",
    agents: "Agents",
    agentsText:
      "An MCP server is at `{address}`: streamable HTTP, with an API key. Booking pages are also Markdown, with `.md` behind their address.",
  },
  client: {
    title: "Client for JavaScript",
    text:
      "One file without dependencies, for Deno, Node and browsers. A refusal is an answer with `ok: false` and its `code`; no answer, or an error of the program, is thrown as `InvitoError`. Answers 429 and 503 and failed connections are tried again, up to four times, and every change carries an `Idempotency-Key`. `ifMatch` takes the `revision` that a setting had. Operations that only a signed-in browser may do answer `session-needed`.",
    withTypes: "Download invito.ts",
    plain: "Download invito.js",
    example: "Book a time",
    about: "with the client",
  },
  receiving: {
    title: "Receive webhooks",
    text:
      "Each event is sent as JSON by `POST` to the address of the webhook. Answer with any 2xx status within 15 seconds; anything else, also a redirect, is a failure and tried again after {pauses}, each counted from the try before. With 429 and 503 the pause is at least their `Retry-After`. 410 disables the webhook at once, and so do five days of failures, of which its host is told by email.",
    order:
      "A delivery has the same `webhook-id` however often it is sent: remember it to skip repeats. The events of one booking come in order as long as you answer within five minutes; after that, the one with the higher `sequence` is newer.",
    events: "Events",
    other: "OpenCalendly’s name is `{name}`.",
    headers: "Headers",
    verify: "Verify a webhook",
    verifyText:
      "The secret is shown when a webhook is created, and when it gets a new one. Verify the body as it arrived, before it is parsed.",
    body: "Body of an event of a booking",
  },
  access: {
    public: "Public",
    session: "Signed-in browser only",
    scope: "Scope: {scope}",
  },
  parameters: "Parameters",
  body: "Body",
  answer: "Answer",
  refusals: "Refusals",
  refusalsOfAll: "Refusals of every operation",
  refusalsText: "Any operation may refuse for these reasons; each page lists those of its own.",
  request: "Request",
  object: "The object “{name}”",
  required: "required",
  optional: "not always",
  places: { path: "path", query: "query", header: "header" },
  keyRequired: "A name of your own for this request, 16 to 200 characters.",
  keyAccepted: "A name of your own for this request, 16 to 200 characters.",
  ifMatch: "The ETag of what is changed.",
};
