/** Published calendars of busy people: all at one server, each with events of its own that change now and then. */

export interface Feeds {
  /** The address of the nth calendar. */
  at(n: number): string;
  /** What was asked for, and how much of it had changed. */
  seen(): { requests: number; sent: number };
  [Symbol.asyncDispose](): Promise<void>;
}

const EVENTS = 40, HOUR = 3_600_000, DAY = 24 * HOUR;

/** Starts it on a free port; a calendar is another one after each `changesMs`. */
export function startFeeds(changesMs: number): Feeds {
  let requests = 0, sent = 0;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      requests++;
      const n = Number(/\/(\d+)\.ics$/.exec(new URL(request.url).pathname)?.[1]);
      // Each at another moment.
      const version = Math.floor((performance.now() + n * 997) / changesMs);
      const etag = `"${n}-${version}"`;
      if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304 });
      sent++;
      return new Response(feedText(n, version), {
        headers: { "content-type": "text/calendar", etag },
      });
    },
  );
  return {
    at: (n) => `http://127.0.0.1:${server.addr.port}/feeds/${n}.ics`,
    seen: () => ({ requests, sent }),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A busy hour on each of the next days, at another time in each version. */
function feedText(n: number, version: number): string {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const events = Array.from({ length: EVENTS }, (_, day) => {
    const start = today + day * DAY + (8 + (n + day + version) % 9) * HOUR;
    return [
      "BEGIN:VEVENT",
      `UID:${n}-${day}@feeds.example`,
      `DTSTAMP:${stamp(today)}`,
      `DTSTART:${stamp(start)}`,
      `DTEND:${stamp(start + HOUR)}`,
      `SUMMARY:Meeting ${day} of ${n}`,
      "END:VEVENT",
    ].join("\r\n");
  });
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Feeds//EN"];
  return [...head, ...events, "END:VCALENDAR", ""].join("\r\n");
}

function stamp(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
}
