/** What instances visit, book and note. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { root } from "../../../src/tasks/root.ts";
import { ada, pendingBooking } from "../../support/sample-booking.ts";

/** How many count at the same time. */
export const INSTANCES = 3;

/** What an instance is to do, and where it notes what it has done. */
export interface Quota {
  /** The store. */
  path: string;
  journal: string;
  visits: number;
  changes: number;
  /** Between two changes, ms. */
  pauseMs: number;
  /** Which of the instances it is: it makes bookings of its own, and changes those of all. */
  number: number;
  /** Bookings of each owner, and visitors, that there may be. */
  bookings: number;
  visitors: number;
}

/** Opens a store that others have open, too. */
export async function openPatiently(path: string): Promise<Deno.Kv> {
  for (let tries = 1;; tries++) {
    try {
      return await Deno.openKv(path);
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

/** What instances have noted. */
export interface Noted {
  visits: { at: number; ownerId: string; first: string }[];
  changes: number;
  /** How many steps of an owner's visitors were written, for certain. */
  written: Record<string, number>;
  isDone: boolean;
}

export async function readJournal(path: string): Promise<Noted> {
  const text = await Deno.readTextFile(path).catch(() => "");
  const noted: Noted = { visits: [], changes: 0, written: {}, isDone: false };
  // The last line may be cut by a kill.
  for (const line of text.split("\n").slice(0, -1)) {
    const [what, at = "", instance = "", ...visit] = line.split("\t");
    if (what === "visit") {
      const hour = Math.floor(Number(at) / HOUR);
      const first = [instance, hour, ...visit].join(" ");
      noted.visits.push({ at: Number(at), ownerId: visit[0]!, first });
    } else if (what === "changed") noted.changes++;
    else if (what === "written") noted.written[at] = (noted.written[at] ?? 0) + Number(instance);
    else if (what === "done") noted.isDone = true;
  }
  return noted;
}

/** Starts an instance. */
export function startInstance(quota: Quota): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      `${root}/tests/proofs/counting/instance.ts`,
      JSON.stringify(quota),
    ],
    cwd: root,
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
}

/** Whose pages are visited and booked, in zones where a date begins at three instants of a day. */
export const owners: Host[] = ["Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"]
  .map((zone, n) => ada({ id: `host-${n}`, username: `host-${n}`, zone }));

export const typeIds = ["talk", "call", "visit"];
export const steps = ["view", "day", "time", "form"] as const;

/** A new booking of an owner, requested on some day of a year. */
export function newBooking(id: string, owner: Host, below: (n: number) => number): Booking {
  const createdAt = Date.UTC(2026, 0, 1) + below(365 * 24) * HOUR;
  const start = createdAt + below(40 * 24) * HOUR, was = pendingBooking();
  const type = { ...was.type, id: typeIds[below(typeIds.length)]! };
  const source = (["page", "widget", "api", "agent", "host", "private-link"] as const)[below(6)]!;
  return pendingBooking({
    id,
    hosts: [owner.id],
    type,
    source,
    createdAt,
    changedAt: createdAt,
    start,
    end: start + HOUR / 2,
    emailUnverified: below(5) === 0,
  });
}

/** What may happen to a booking next. */
export function nextChange(was: Booking, below: (n: number) => number): Booking {
  const changes: Partial<Booking>[] = [
    { status: "CONFIRMED", emailUnverified: false, decidedAt: was.createdAt + below(100) * HOUR },
    { status: "REJECTED", decidedAt: was.createdAt + below(100) * HOUR },
    { status: "CANCELLED", endReason: "expired", changedBy: "time" },
    { status: "CANCELLED", endReason: "withdrawn", changedBy: "guest" },
    { status: "CANCELLED", endReason: "cancelled", changedBy: "guest" },
    { status: "CANCELLED", endReason: "cancelled", changedBy: "host" },
    { start: was.start + DAY, end: was.end + DAY, moves: was.moves + 1 },
    { status: "CONFIRMED", noShowAt: was.end },
    { status: "CONFIRMED", noShowAt: null },
  ];
  return { ...was, ...changes[below(changes.length)], revision: was.revision + 1 };
}
