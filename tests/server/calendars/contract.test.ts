import { openCaldav } from "$lib/server/calendars/caldav.ts";
import { openOutbound } from "$lib/server/outbound.ts";
import { openConnect } from "$lib/server/outbound/exchange.ts";
import { startRadicale } from "../../support/radicale.ts";
import { keepsTheContract } from "./contract.ts";

keepsTheContract("Radicale", async () => {
  const radicale = await startRadicale();
  if (!radicale) return null;
  const outgoing = openConnect();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  const place = (calendar: string, uid: string) => `${calendar}${encodeURIComponent(uid)}.ics`;
  return {
    open: (password = "alice-pw") =>
      openCaldav(fetch, {
        url: `${radicale.address}/alice/`,
        user: "alice",
        password,
        zone: "Europe/Berlin",
        self: ["alice@example.org"],
      }),
    make: (name) => radicale.makeCalendar("alice", name),
    put: (calendar, uid, lines) => radicale.putEvent("alice", calendar, uid, lines),
    async delete(calendar, uid) {
      await (await radicale.as("alice", "DELETE", place(calendar, uid))).body?.cancel();
    },
    async read(calendar, uid) {
      const answer = await radicale.as("alice", "GET", place(calendar, uid));
      const text = await answer.text();
      return answer.ok ? text : null;
    },
    async [Symbol.asyncDispose]() {
      outgoing.close();
      await radicale[Symbol.asyncDispose]();
    },
  };
});
