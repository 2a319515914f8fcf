/** Radicale as a subject of the contract of calendars. */
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import type { Subject } from "../../server/calendars/contract.ts";
import { type Mark, startMarkingProxy } from "./marking-proxy.ts";
import { startRadicale } from "./radicale.ts";

/** One account at Radicale, asked through a proxy where `mark` is given; null where it is not installed. */
export async function radicaleSubject(mark?: Mark): Promise<Subject | null> {
  const radicale = await startRadicale();
  if (!radicale) return null;
  const proxy = mark ? startMarkingProxy(radicale.address, mark) : null;
  const address = proxy?.address ?? radicale.address;
  const outgoing = openHttpClient();
  const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
  const place = (calendar: string, uid: string) =>
    new URL(`${calendar}${encodeURIComponent(uid)}.ics`).pathname;
  return {
    open: (password = "alice-pw") =>
      openCaldav(fetch, {
        url: `${address}/alice/`,
        user: "alice",
        password,
        zone: "Europe/Berlin",
        ownAddresses: ["alice@example.org"],
      }),
    async make(name) {
      return (await radicale.makeCalendar("alice", name)).replace(radicale.address, address);
    },
    put: (calendar, uid, lines) =>
      radicale.putEvent("alice", new URL(calendar).pathname, uid, lines),
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
      await proxy?.[Symbol.asyncDispose]();
      await radicale[Symbol.asyncDispose]();
    },
  };
}
