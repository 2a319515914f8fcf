import { alwaysOpen, seedHosts } from "../../support/proof/proof-hosts.ts";
import { attemptBooking } from "../../support/proof/guest-client.ts";
import { openLetterbox } from "../../support/proof/mail-sink.ts";
import { dumpOf } from "../../support/proof/run-proof.ts";
import { startProgram } from "../../support/program.ts";
import { bookingsIn, isLiveAt } from "../../proofs/invariant-checker.ts";
import { type Contestant, HOSTS, slug, untilItAnswers, usernameOf } from "./contestant.ts";

/** This program, as it is built here. */
export const ours: Contestant = {
  name: "ours",
  isTried: true,
  version: () => Promise.resolve("of this checkout"),
  async start(folder) {
    await seedHosts(
      folder,
      Array.from({ length: HOSTS }, (_, n) => alwaysOpen(usernameOf(n), { slug })),
    );
    const box = await openLetterbox();
    const env = { INVITO_TRUSTED_PROXIES: "1", ...box.settings };
    // Its files are in the memory of the machine at both starts, as they are for the others.
    await (await startProgram({ dataDir: folder, env })).stop();
    const began = performance.now();
    const program = await startProgram({ dataDir: folder, env });
    const page = `/calendar/${usernameOf(0)}/${slug}`;
    const startMs = await untilItAnswers(program.address + page, began);
    const query = `start=${new Date(Date.now() + 86_400_000).toISOString()}&days=28&timezone=UTC`;
    return {
      address: program.address,
      pid: program.pid,
      startMs,
      hosts: HOSTS,
      page,
      times: `/v0/users/${usernameOf(0)}/event-types/${slug}/availability?${query}`,
      book: async ({ host, start, client }) =>
        (await attemptBooking(program.address, { username: usernameOf(host), slug, start, client }))
          .status,
      async booked() {
        const bookings = bookingsIn(await dumpOf(folder));
        return bookings.filter((booking) => isLiveAt(booking, Date.now())).map((booking) => ({
          host: booking.hosts[0]!,
          start: Date.parse(booking.start),
          end: Date.parse(booking.end),
        }));
      },
      async [Symbol.asyncDispose]() {
        await program[Symbol.asyncDispose]();
        await box[Symbol.asyncDispose]();
      },
    };
  },
};
