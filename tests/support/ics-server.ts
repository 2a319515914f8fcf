/** A calendar published at an address, until it is told to misbehave. */

export interface FeedFake {
  address: string;
  name: string;
  /** Lines between UID and END:VEVENT, by UID. */
  events: Map<string, string[]>;
  /** What it answers instead; null is well. */
  fault: { status: number; headers?: Record<string, string>; body?: BodyInit } | null;
  /** Which of the two it tells and understands. */
  validators: ("etag" | "last-modified")[];
  /** Status of every answer. */
  answered: number[];
  /** Conditions of every request. */
  requests: Headers[];
  [Symbol.asyncDispose](): Promise<void>;
}

export function startFeed(): FeedFake {
  let stamp = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    self.requests.push(request.headers);
    const answer = await answerTo(request);
    self.answered.push(answer.status);
    return answer;
  });
  const self: FeedFake = {
    address: `http://127.0.0.1:${server.addr.port}/secret-7f3a/basic.ics`,
    name: "",
    events: new Map(),
    fault: null,
    validators: ["etag"],
    answered: [],
    requests: [],
    [Symbol.asyncDispose]: () => server.shutdown(),
  };

  async function answerTo(request: Request): Promise<Response> {
    if (self.fault) {
      const { body = null, status, headers = {} } = self.fault;
      return new Response(body, { status, headers });
    }
    const text = [...self.events].map(([uid, lines]) =>
      // Every download has a stamp of its own, as with the great providers.
      ["BEGIN:VEVENT", `UID:${uid}`, `DTSTAMP:${stampOf(++stamp)}`, ...lines, "END:VEVENT"].join(
        "\r\n",
      )
    );
    const body = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Feed//EN",
      ...(self.name ? [`X-WR-CALNAME:${self.name}`] : []),
      ...text,
      "END:VCALENDAR",
      "",
    ].join("\r\n");
    const known = JSON.stringify([self.name, ...self.events]);
    const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(known));
    const etag = `W/"${new Uint8Array(digest).toHex()}"`;
    const modified = new Date(Date.UTC(2026, 0) + known.length * 1000).toUTCString();
    const headers = new Headers({ "content-type": "text/calendar; charset=utf-8" });
    if (self.validators.includes("etag")) {
      headers.set("etag", etag);
      if (request.headers.get("if-none-match") === etag) {
        return new Response(null, { status: 304, headers });
      }
    }
    if (self.validators.includes("last-modified")) {
      headers.set("last-modified", modified);
      if (request.headers.get("if-modified-since") === modified) {
        return new Response(null, { status: 304, headers });
      }
    }
    return new Response(body, { headers });
  }

  return self;
}

const stampOf = (n: number) => `20260101T${String(n % 240_000).padStart(6, "0")}Z`;
