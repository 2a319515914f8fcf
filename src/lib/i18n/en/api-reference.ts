/** The pages about the API. Plain texts with `{places}`; see `../format.ts`. */
export default {
  title: "API",
  tagTitle: "{tag} · API",
  lead: "Everything that the pages of {host} do, for your own programs.",
  index: "API contents",
  overview: "Overview",
  operations: "Operations",
  description: "OpenAPI description",
  basics: {
    title: "Basics",
    key: "Keys",
    keyText:
      "Create an API key in your settings and send it as `Authorization: Bearer inv_…`. Each operation names the scope that it needs. Never put a key into an address.",
    keyLink: "Create an API key",
    keyUse: "The lines below take your key from a variable:",
    times: "Times",
    timesText:
      "Instants are RFC 3339 with an offset, in answers in UTC. Time zones are IANA names.",
    errors: "Errors",
    errorsText:
      "A refusal is problem details (RFC 9457) with a stable `code`; `fields` says what is wrong with each field. A status of 429 or 503 comes with `Retry-After`.",
    retries: "Retries",
    retriesText:
      "Send an `Idempotency-Key` of 16 to 200 characters with a change: the same request with the same key is carried out once. Bookings need one.",
    changes: "Changes",
    changesText:
      "Settings have an `ETag`. Send it back as `If-Match`: a change that somebody else made in between is refused with 412.",
    lists: "Lists",
    listsText: "Where an answer has `next`, ask again with `cursor` for more.",
    agents: "Agents",
    agentsText:
      "An MCP server is at `{address}`: streamable HTTP, with an API key. Booking pages are also Markdown, with `.md` behind their address.",
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
  request: "Request",
  name: "Name",
  type: "Type",
  about: "About",
  status: "Status",
  code: "Code",
  meaning: "Meaning",
  required: "required",
  places: { path: "path", query: "query", header: "header" },
  keyRequired: "16 to 200 characters; needed.",
  keyAccepted: "16 to 200 characters.",
  ifMatch: "The ETag of what is changed.",
  noBody: "No body.",
};
