/** Random histories of a calendar: what is lost with it cancels nothing, and what its host deletes alone is cancelled. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { DELETION_GRACE_MS } from "$lib/server/connections/apply-entry-edit.ts";
import { resolveLostEntries } from "$lib/server/connections/restore-entries.ts";
import { syncConnection } from "$lib/server/connections/index.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getCalendarEntry } from "$lib/server/store/calendar-entries.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import { getSyncState } from "$lib/server/store/sync-state.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { type Kind, losableCalendar } from "../../support/losable-calendar.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";

type Step =
  | {
    kind: "book" | "book-unwritten" | "sync" | "later" | "wipe" | "back-up" | "restore" | "empty";
  }
  | {
    kind:
      | "wipe-untold"
      | "delete-unseen"
      | "write-again"
      | "empty"
      | "empty-untold"
      | "empty-and-book"
      | "empty-slowly";
  }
  | { kind: "restore-below" }
  | { kind: "delete" | "delete-three" | "delete-and-list"; which: number };

const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<Step>({ kind: "book" }, { kind: "sync" }) },
    {
      weight: 3,
      arbitrary: fc.constantFrom<Step>(
        { kind: "later" },
        { kind: "wipe" },
        { kind: "restore" },
        { kind: "empty" },
        { kind: "empty-untold" },
        { kind: "wipe-untold" },
        { kind: "empty-and-book" },
        { kind: "empty-slowly" },
        { kind: "restore-below" },
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Step>(
        { kind: "back-up" },
        { kind: "book-unwritten" },
        { kind: "delete-unseen" },
        { kind: "write-again" },
      ),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          "delete" as const,
          "delete-three" as const,
          "delete-and-list" as const,
        ),
        which: fc.nat(9),
      }),
    },
  ),
  { minLength: 4, maxLength: 14 },
);

async function live(kind: Kind, history: readonly Step[]) {
  const hasTokens = kind !== "listings", server = losableCalendar(kind);
  const opened = () => Promise.resolve(server.calendar);
  const { app, host } = await town({ app: { openCalendar: opened } });
  using _ = app;
  await connectCalendar(app, host);
  const writesTo = { connectionId: "connection", calendarId: "work" };
  await app.kv.set(keys.host(host.id), { ...host, targetCalendar: writesTo });
  const runner = openJobRunner(app, jobHandlers);
  const booked: { id: string; uid: string }[] = [];
  /** Seen by a sync; deleted alone, with nothing lost since. */
  let areSeveral = false;
  const seen = new Set<string>(), deleted = new Set<string>(), everDeleted = new Set<string>();

  async function book(isWritten: boolean) {
    const start = mondayTen + booked.length * HOUR;
    app.at(app.now() + 1_000);
    const requested = await bookings.request(app, bookingRequest({ start }));
    if (!requested.ok) return;
    server.setDown(!isWritten);
    const { id, uid, revision } = requested.value.booking;
    const decision = { hostId: host.id, revision, message: "", force: true };
    assert((await bookings.confirm(app, id, decision)).ok);
    await runner.drain();
    server.setDown(false);
    booked.push({ id, uid });
  }
  async function sync() {
    app.at(app.now() + 1_000);
    await syncConnection(app, (await getConnection(app.kv, host.id, "connection"))!);
    for (const { uid } of booked) if (server.has(uid)) seen.add(uid);
    await runner.drain();
  }
  /** As once a day: everything is listed. */
  async function syncInFull() {
    const key = calendarKey({ connectionId: "connection", calendarId: "work" });
    const state = await getSyncState(app.kv, host.id, key);
    if (state) await app.kv.set(keys.syncState(host.id, key), { ...state, lastFullSyncAt: 0 });
    await sync();
  }
  async function later() {
    app.at(app.now() + DELETION_GRACE_MS + MINUTE);
    await runner.drain();
    await sync();
  }
  async function lose(isRestored: boolean) {
    // A listing without the last entry alone looks as if that were deleted.
    const lost = server.notCopied().filter((uid) => seen.has(uid));
    if (isRestored && !hasTokens && lost.length === 1) return;
    server.replace(isRestored);
    deleted.clear();
    await sync();
  }
  /** Another calendar under the old address, whose server at first does not tell of an entry. */
  async function loseUntold() {
    await sync();
    server.setUntold(standing()[0]?.uid ?? "");
    await lose(false);
    server.setUntold("");
    await sync();
  }
  const standing = () => booked.filter(({ uid }) => server.has(uid) && seen.has(uid));
  /** One by one, so that its server goes on telling what was deleted; at first not of each entry, or with one that is new. */
  async function empty(isUntold: boolean, hasNew = false) {
    await sync();
    const [first, ...others] = standing();
    if (!server.has("dentist") && others.length < 2) return;
    if (isUntold) server.setUntold(first?.uid ?? "");
    server.empty();
    deleted.clear();
    if (hasNew) await book(true);
    await sync();
    server.setUntold("");
    await sync();
  }
  async function deleteOne(which: number, syncThen: () => Promise<void>) {
    await sync();
    const there = standing();
    const chosen = there[which % there.length];
    if (!chosen) return;
    server.delete(chosen.uid);
    everDeleted.add(chosen.uid);
    // A listing without any entry that was there may be that of another calendar: all that is missing is asked.
    if (!hasTokens && !server.has("dentist") && standing().length === 0) deleted.clear();
    else deleted.add(chosen.uid);
    // The last of ours, after several at once: as a calendar that is emptied slowly.
    if (areSeveral && standing().length === 0) deleted.clear();
    await syncThen();
  }
  const steps: Record<Step["kind"], (which: number) => Promise<unknown> | unknown> = {
    book: () => book(true),
    "book-unwritten": () => book(false),
    sync,
    later,
    wipe: () => lose(false),
    "wipe-untold": loseUntold,
    "back-up": server.backUp,
    restore: () => lose(true),
    "write-again": async () => {
      await resolveLostEntries(app, host.id, "connection", true);
      await runner.drain();
      await sync();
      for (const uid of deleted) if (server.has(uid)) deleted.delete(uid);
    },
    "restore-below": async () => {
      await sync();
      if (!hasTokens || server.notCopied().includes("dentist")) return;
      server.restoreBelow();
      deleted.clear();
      await sync();
      await syncInFull();
    },
    "delete-and-list": (which) => deleteOne(which, syncInFull),
    delete: (which) => deleteOne(which, sync),
    "delete-unseen": async () => {
      await book(true);
      const { uid } = booked.at(-1) ?? { uid: "" };
      if (!seen.has(uid)) server.delete(uid);
    },
    "delete-three": async (which) => {
      await sync();
      const three = standing().slice(which).slice(0, 3);
      if (!hasTokens || three.length === standing().length) return;
      areSeveral = true;
      for (const { uid } of three) {
        server.delete(uid);
        everDeleted.add(uid);
        deleted.add(uid);
      }
      await sync();
    },
    empty: () => empty(false),
    "empty-slowly": async () => {
      await sync();
      const all = standing();
      if (all.length < 3) return;
      deleted.clear();
      for (const { uid } of all.slice(0, 2)) server.delete(uid);
      await sync();
      server.empty();
      await sync();
    },
    "empty-untold": () => empty(true),
    "empty-and-book": () => empty(false, true),
  };
  for (const step of history) await steps[step.kind]("which" in step ? step.which : 0);
  await later();
  await later();
  const told = (await getConnection(app.kv, host.id, "connection"))!.lostEntries;
  for (const { id, uid } of booked) {
    const entry = await getCalendarEntry(app.kv, id, "connection");
    if (entry?.massDeletedAt && !server.has(uid)) {
      assert.ok(told, `${uid} is lost, and nobody told`);
    }
    const { status, changedBy } = (await getBooking(app.kv, id))!;
    if (status === "CONFIRMED" && entry && !server.has(uid)) {
      const isTold = entry.massDeletedAt !== null || entry.missingSince !== null;
      assert.ok(isTold, `${uid} is gone, and counts as written`);
    }
    if (!everDeleted.has(uid)) assert.equal(status, "CONFIRMED", `${uid} was only lost`);
    else if (deleted.has(uid)) assert.equal(status, "CANCELLED", `${uid} was deleted`);
    else if (status === "CANCELLED") assert.equal(changedBy, "calendar");
  }
  await resolveLostEntries(app, host.id, "connection", true);
  await runner.drain();
  for (const { id, uid } of booked) {
    const { status } = (await getBooking(app.kv, id))!;
    if (status === "CONFIRMED") assert.ok(server.has(uid), `${uid} was not written again`);
  }
  await runner.stop(1_000);
}

const numRuns = Deno.env.get("INVITO_PROVE") === "full" ? 1_000 : 40;

const three: Step[] = [{ kind: "book" }, { kind: "book" }, { kind: "book" }, { kind: "sync" }];

/** Histories that chance seldom makes. */
const examples: [Step[]][] = [
  [[
    { kind: "book" },
    { kind: "book-unwritten" },
    { kind: "book" },
    { kind: "book" },
    { kind: "empty-and-book" },
    { kind: "restore" },
    ...three,
    { kind: "book-unwritten" },
  ]],
  [[{ kind: "wipe" }, { kind: "book" }, { kind: "sync" }, { kind: "wipe" }]],
  [[{ kind: "book" }, { kind: "sync" }, { kind: "wipe-untold" }]],
  [[...three, { kind: "delete-unseen" }, { kind: "sync" }, { kind: "wipe" }]],
  [[...three, { kind: "delete-unseen" }, { kind: "wipe" }]],
  [[{ kind: "delete-unseen" }]],
  [[{ kind: "book" }, { kind: "back-up" }, ...three, { kind: "restore" }]],
  [[{ kind: "book" }, { kind: "back-up" }, { kind: "book" }, { kind: "restore-below" }]],
  [[...three, { kind: "delete-and-list", which: 1 }]],
  [[...three, { kind: "wipe" }, { kind: "book" }, { kind: "sync" }, { kind: "delete", which: 0 }]],
  [[...three, { kind: "book" }, { kind: "empty-slowly" }]],
  [[{ kind: "wipe" }, ...three, { kind: "book" }, { kind: "book" }, { kind: "empty-slowly" }]],
  [[
    { kind: "book" },
    { kind: "delete", which: 0 },
    { kind: "back-up" },
    { kind: "book" },
    { kind: "restore-below" },
  ]],
  [[{ kind: "wipe" }, ...three, { kind: "empty" }]],
  [[{ kind: "wipe" }, ...three, { kind: "empty-untold" }]],
  [[{ kind: "wipe" }, ...three, { kind: "empty-and-book" }]],
  [[...three, { kind: "book" }, { kind: "delete-three", which: 0 }]],
  [[...three, ...[0, 0, 0].map((which): Step => ({ kind: "delete", which }))]],
];

for (const kind of ["tokens", "compared", "listings"] as const) {
  Deno.test(`applyCalendarEdits: a calendar told by ${kind}: no loss cancels, each single deletion does`, async () => {
    await fc.assert(fc.asyncProperty(steps, (history) => live(kind, history)), {
      numRuns,
      examples,
      endOnFailure: true,
    });
  });
}
