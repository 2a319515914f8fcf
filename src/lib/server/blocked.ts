import { asciiDomain, readEmail } from "$lib/scheduling/email-address.ts";
import { sameGuest } from "$lib/scheduling/guest.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "./app.ts";
import { type Blocked, deleteBlocked, listBlocked, setBlocked } from "./store/blocked.ts";
import { changeUnderGuard } from "./under-guard.ts";

const MOST = 1000;
/** What one commit takes without growing too large. */
const MOST_AT_ONCE = 200;

/** Takes no more bookings from these addresses and domains, one a line; what waits or was agreed stays. */
export function block(app: App, hostId: string, text: string): Promise<Outcome<Blocked[]>> {
  const lines = text.split(/[\s,;]+/).filter(Boolean);
  const entries = [...new Set(lines.map(entryOf))];
  if (entries.length === 0 || entries.length > MOST_AT_ONCE || entries.includes(null)) {
    return Promise.resolve(refused("invalid", { fields: { entries: "block-form" } }));
  }
  return changeUnderGuard(app, hostId, async (op) => {
    const known = new Set((await listBlocked(app.kv, hostId)).map(({ entry }) => entry));
    const added = entries.flatMap((entry): Blocked[] =>
      entry === null || known.has(entry) ? [] : [{ entry, at: app.now() }]
    );
    if (known.size + added.length > MOST) {
      return refused("invalid", { fields: { entries: "block-many" } });
    }
    for (const each of added) await setBlocked(op, hostId, each);
    return accepted(added);
  });
}

/** Takes bookings from there again; what is not on the list is done. */
export function unblock(app: App, hostId: string, entry: string): Promise<Outcome<string>> {
  return changeUnderGuard(app, hostId, async (op) => {
    await deleteBlocked(op, hostId, entry.slice(0, 320));
    return accepted(entry);
  });
}

/** An address as all its ways to be written, or a domain; null for what is neither. */
function entryOf(line: string): string | null {
  const text = line.trim().replace(/^@/, "");
  if (!text.includes("@")) return asciiDomain(text);
  const read = readEmail(text);
  return "address" in read ? sameGuest(read.address) : null;
}
