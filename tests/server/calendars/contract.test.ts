import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { radicaleSubject } from "../../support/caldav/radicale-subject.ts";
import { startXandikos } from "../../support/caldav/xandikos.ts";
import { startCyrus } from "../../support/caldav/cyrus.ts";
import { startDavical } from "../../support/caldav/davical.ts";
import { makeCalendar, putEvent } from "../../support/caldav/real-server.ts";
import { keepsTheContract } from "./contract.ts";

keepsTheContract("Radicale", () => radicaleSubject(), "radicale");

keepsTheContract("Xandikos", async () => {
  const xandikos = await startXandikos();
  if (!xandikos) return null;
  const outgoing = openHttpClient();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  const place = (calendar: string, uid: string) => `${calendar}${encodeURIComponent(uid)}.ics`;
  return {
    open: (password = "alice-pw") =>
      openCaldav(fetch, {
        url: `${xandikos.address}/alice/calendars/`,
        user: "alice",
        password,
        zone: "Europe/Berlin",
        ownAddresses: [],
      }),
    make: (name) => xandikos.makeCalendar(name),
    async put(calendar, uid, lines) {
      const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", "BEGIN:VEVENT", `UID:${uid}`]
        .concat("DTSTAMP:20260101T000000Z", lines, "END:VEVENT", "END:VCALENDAR", "").join("\r\n");
      const answer = await xandikos.as("PUT", place(calendar, uid), text);
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`PUT ${uid}: ${answer.status}`);
    },
    async delete(calendar, uid) {
      await (await xandikos.as("DELETE", place(calendar, uid))).body?.cancel();
    },
    async read(calendar, uid) {
      const answer = await xandikos.as("GET", place(calendar, uid));
      const text = await answer.text();
      return answer.ok ? text : null;
    },
    async [Symbol.asyncDispose]() {
      outgoing.close();
      await xandikos[Symbol.asyncDispose]();
    },
  };
}, "xandikos");

const others = [["DAViCal", startDavical, "davical"], ["Cyrus", startCyrus, "cyrus"]] as const;
for (const [name, start, needed] of others) {
  keepsTheContract(name, async () => {
    const server = await start();
    if (!server) return null;
    const outgoing = openHttpClient();
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
    const place = (calendar: string, uid: string) => `${calendar}${encodeURIComponent(uid)}.ics`;
    return {
      open: (password = "alice-pw") =>
        openCaldav(fetch, {
          url: server.home,
          user: "alice",
          password,
          zone: "Europe/Berlin",
          ownAddresses: ["alice@example.test"],
        }),
      make: (name) => makeCalendar(server, name),
      put: (calendar, uid, lines) => putEvent(server, calendar, uid, lines),
      async delete(calendar, uid) {
        await (await server.as("DELETE", place(calendar, uid))).body?.cancel();
      },
      async read(calendar, uid) {
        const answer = await server.as("GET", place(calendar, uid));
        const text = await answer.text();
        return answer.ok ? text : null;
      },
      async [Symbol.asyncDispose]() {
        outgoing.close();
        await server[Symbol.asyncDispose]();
      },
    };
  }, needed);
}
