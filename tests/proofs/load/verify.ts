/** What must be there after all the load, and what must not. */
import { dumpOf, type Proof } from "../../support/proof/run-proof.ts";
import { until } from "../../support/until.ts";
import { bookingsIn, faultsIn, holdsIn } from "../invariant-checker.ts";
import type { Tally } from "./guests.ts";
import type { Stage } from "./stage.ts";

/** Of a booking that was granted instantly, and of one that was moved, whose first emails may be outdated by then. */
const due = ["guest-confirmed", "host-confirmed"],
  dueWhenMoved = ["guest-rescheduled", "host-rescheduled"];

/** Every granted booking is in the store, its emails and webhooks were accepted, no time is held twice, and nobody was not told. */
export async function verify(
  proof: Proof,
  { program, box, webhooks }: Stage,
  { granted, moved }: Pick<Tally, "granted" | "moved">,
): Promise<void> {
  const wanted = [
    ...granted.flatMap((id) =>
      [...(moved.includes(id) ? dueWhenMoved : due), "booking.confirmed"].map((kind) =>
        `${id} ${kind}`
      )
    ),
    ...moved.map((id) => `${id} booking.rescheduled`),
  ];
  const missing = () => {
    const sent = new Set(box.emails.map(({ booking, kind }) => `${booking} ${kind}`));
    return wanted.filter((each) => !sent.has(each) && !webhooks.has(each));
  };
  await until("the last email and webhook", () => missing().length === 0, 120_000).catch(() => {});
  for (const each of missing()) proof.fail(`${each} was not sent`);

  const lines = await dumpOf(program.dataDir), bookings = bookingsIn(lines);
  const wrong = faultsIn(bookings, holdsIn(lines), Date.now());
  for (const sentence of wrong) proof.fail(sentence);
  const stored = new Set(bookings.map(({ id }) => id)), told = new Set(granted);
  for (const id of told) if (!stored.has(id)) proof.fail(`${id} was acknowledged and is lost`);
  for (const id of stored) if (!told.has(id)) proof.fail(`${id} is there and nobody was told`);
  if (told.size < granted.length) proof.fail("two guests were told of one booking");
  for (const line of program.output().log.split("\n")) {
    if (line.includes('"level":"error"')) proof.fail(`in the log: ${line.slice(0, 300)}`);
  }
  const copies = box.emails.length - new Set(box.emails.map(({ messageId }) => messageId)).size;
  proof.log(
    `dump: ${bookings.length} bookings, all ${granted.length} granted ones, ${moved.length} moved, ${wrong.length} conflicts; ` +
      `${box.emails.length} emails accepted, ${copies} of them copies`,
  );
}
