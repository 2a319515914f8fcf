/** What the tests of calendars need of a real CalDAV server, whichever it is. */
export interface RealServer {
  address: string;
  /** Where alice's calendars are. */
  home: string;
  /** A request as alice. */
  as(method: string, url: string, body?: string): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Requests of a person with a password. */
export function asPerson(address: string, user: string, password: string): RealServer["as"] {
  return (method, url, body) =>
    fetch(new URL(url, address), {
      method,
      headers: {
        authorization: `Basic ${btoa(`${user}:${password}`)}`,
        ...(body?.startsWith("BEGIN")
          ? { "content-type": "text/calendar; charset=utf-8" }
          : { depth: "1", "content-type": "application/xml; charset=utf-8" }),
      },
      ...(body === undefined ? {} : { body }),
    });
}

/** Waits until a server answers for itself. */
export async function answered(name: string, ask: () => Promise<Response>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const answer = await ask();
      await answer.body?.cancel();
      if (answer.status < 400) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`${name} did not start within 20 s`);
}

/** Makes a calendar in alice's home; its address. */
export async function makeCalendar(server: RealServer, name: string): Promise<string> {
  const url = `${server.home}${name}/`;
  const answer = await server.as(
    "MKCALENDAR",
    url,
    `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><d:displayname>${name}</d:displayname></d:prop></d:set></c:mkcalendar>`,
  );
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`MKCALENDAR ${name}: ${answer.status} ${text}`);
  return url;
}

/** Puts an event as another program would. */
export async function putEvent(
  server: RealServer,
  calendar: string,
  uid: string,
  lines: string[],
): Promise<void> {
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", `UID:${uid}`]
    .concat("DTSTAMP:20260101T000000Z", lines, "END:VEVENT", "END:VCALENDAR", "").join("\r\n");
  const answer = await server.as("PUT", `${calendar}${encodeURIComponent(uid)}.ics`, text);
  const reply = await answer.text();
  if (!answer.ok) throw new Error(`PUT ${uid}: ${answer.status} ${reply}`);
}
