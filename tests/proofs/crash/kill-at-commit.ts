/**
 * Loaded before the program by a proof, never by the product: ends the process without a word at a chosen point.
 *
 * `CRASH_AT` names a commit and a side of it, such as `booking:after` or `finish send-email:before`, and may end in the
 * number of the commit of that name to die at (`claim send-email:after:3`).
 */
interface Stored {
  closure?: unknown;
  work?: { kind: string };
  state?: string;
  status?: string;
  revision?: number;
  tryCount?: number;
}

const [name = "", side = "", nth = "1"] = (Deno.env.get("CRASH_AT") ?? "").split(":");
const erased = ["host", "booking", "job", "session", "link"];
const names = new WeakMap<Deno.AtomicOperation, string>();
let left = Number(nth);

if (name) {
  const { set, delete: drop, commit } = Deno.AtomicOperation.prototype;

  Deno.AtomicOperation.prototype.delete = function (key) {
    const isNamed = erased.includes(String(key[0])) && key.length === 2;
    if (isNamed && names.get(this) !== "erase booking" && !hasSubject(this)) {
      names.set(this, `erase ${String(key[0])}`);
    }
    return drop.call(this, key);
  };

  Deno.AtomicOperation.prototype.set = function (key, value, options) {
    const named = nameOf(key, value as Stored);
    if (named && !hasSubject(this)) names.set(this, named);
    return set.call(this, key, value, options);
  };

  Deno.AtomicOperation.prototype.commit = async function () {
    const isHere = matches(names.get(this));
    if (isHere && side === "before" && --left === 0) await die();
    const outcome = await commit.call(this);
    if (isHere && side === "after" && outcome.ok && --left === 0) await die();
    return outcome;
  };
}

/** A commit that carries a booking or a webhook is named by it, whatever jobs and links it carries besides. */
function hasSubject(op: Deno.AtomicOperation): boolean {
  return /^(request|decide|expire|add delivery|note try)$/.test(names.get(op) ?? "");
}

function nameOf(key: Deno.KvKey, value: Stored): string | null {
  if (key[0] === "booking" && key.length === 2) {
    if (value.revision === 1) return "request";
    return value.status === "CANCELLED" ? "expire" : "decide";
  }
  if (key[0] === "write_intent") return "note write intent";
  if (key[0] === "host" && value.closure) return "close account";
  if (key[0] === "calendar_entry") return "note entry";
  if (key[0] === "webhook_delivery") return value.tryCount === 0 ? "add delivery" : "note try";
  if (key[0] === "event_type") return "edit event type";
  if (key[0] === "job" && key.length === 2 && value.work) {
    if (value.state === "running") return `claim ${value.work.kind}`;
    return value.state === "waiting" ? `call ${value.work.kind}` : `finish ${value.work.kind}`;
  }
  return null;
}

function matches(named: string | undefined): boolean {
  if (!named) return false;
  return named === name || (name === "booking" && /^(request|decide|expire)$/.test(named));
}

/** SIGKILL: nothing is flushed, nothing is said. */
async function die(): Promise<never> {
  Deno.kill(Deno.pid, "SIGKILL");
  return await new Promise<never>(() => {});
}
