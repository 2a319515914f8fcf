/**
 * Loaded before the program by a proof, never by the product: ends the process without a word at a chosen point.
 *
 * `CRASH_AT` names a commit and a side of it, such as `booking:after` or `finish send-email:before`, and may end in the
 * number of the commit of that name to die at (`claim send-email:after:3`).
 */
import { expandBooking, type StoredBooking } from "$lib/server/store/stored-booking.ts";

interface Stored {
  closure?: unknown;
  suspension?: unknown;
  work?: { kind: string };
  state?: string;
  tryCount?: number;
}

const [name = "", side = "", nth = "1"] = (Deno.env.get("CRASH_AT") ?? "").split(":");
const hasSubject = /^(request|decide|expire|add delivery|note try)$/;
const erased = ["host", "booking", "job", "session", "link"];
/** The names of the commits that are made in an operation; the store begins each with its checks. */
const names = new WeakMap<Deno.AtomicOperation, (string | null)[]>();
let left = Number(nth);

if (name) {
  const { check, set, delete: drop, commit } = Deno.AtomicOperation.prototype;

  Deno.AtomicOperation.prototype.check = function (...checks) {
    partsOf(this).push(null);
    return check.call(this, ...checks);
  };

  Deno.AtomicOperation.prototype.delete = function (key) {
    const isNamed = erased.includes(String(key[0])) && key.length === 2;
    if (isNamed && partsOf(this).at(-1) !== "erase booking") {
      namePart(this, `erase ${String(key[0])}`);
    }
    return drop.call(this, key);
  };

  Deno.AtomicOperation.prototype.set = function (key, value, options) {
    const named = nameOf(key, value as Stored);
    if (named) namePart(this, named);
    return set.call(this, key, value, options);
  };

  Deno.AtomicOperation.prototype.commit = async function () {
    const here = partsOf(this).filter(isChosen).length;
    if (side === "before") await count(here);
    const outcome = await commit.call(this);
    if (side === "after" && outcome.ok) await count(here);
    return outcome;
  };
}

function partsOf(op: Deno.AtomicOperation): (string | null)[] {
  const parts = names.get(op) ?? [];
  names.set(op, parts);
  return parts;
}

/** Names the last commit of an operation; one that carries a booking or a webhook is named by it, whatever it carries besides. */
function namePart(op: Deno.AtomicOperation, named: string): void {
  const parts = partsOf(op);
  if (parts.length === 0) parts.push(null);
  if (hasSubject.test(parts.at(-1) ?? "")) return;
  parts[parts.length - 1] = named;
}

async function count(here: number): Promise<void> {
  left -= here;
  if (here > 0 && left <= 0) await die();
}

function nameOf(key: Deno.KvKey, value: Stored): string | null {
  if (key[0] === "booking" && key.length === 2) {
    const { revision, status } = expandBooking(value as unknown as StoredBooking);
    if (revision === 1) return "request";
    return status === "CANCELLED" ? "expire" : "decide";
  }
  if (key[0] === "write_intent") return "note write intent";
  if (key[0] === "host" && value.closure) return "close account";
  if (key[0] === "host" && value.suspension) return "suspend account";
  if (key[0] === "calendar_entry") return "note entry";
  if (key[0] === "webhook_delivery") return value.tryCount === 0 ? "add delivery" : "note try";
  if (key[0] === "event_type") return "edit event type";
  if (key[0] === "job" && key.length === 2 && value.work) {
    if (value.state === "running") return `claim ${value.work.kind}`;
    return value.state === "waiting" ? `call ${value.work.kind}` : `finish ${value.work.kind}`;
  }
  return null;
}

function isChosen(named: string | null): boolean {
  return named === name || (name === "booking" && /^(request|decide|expire)$/.test(named ?? ""));
}

/** SIGKILL: nothing is flushed, nothing is said. */
async function die(): Promise<never> {
  Deno.kill(Deno.pid, "SIGKILL");
  return await new Promise<never>(() => {});
}
