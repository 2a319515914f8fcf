import { asciiDomain, parseEmail } from "$lib/scheduling/email-address.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import {
  addToBlockList,
  type BlockListEntry,
  listBlockList,
  removeFromBlockList,
} from "../store/block-list.ts";
import { changeUnderGuard } from "../availability/change-under-guard.ts";

const MAX_BLOCKED = 1000;
/** What one commit takes without growing too large. */
const MAX_AT_ONCE = 200;

/** Takes no more bookings from these addresses and domains, one a line; what waits or was agreed stays. */
export function block(app: App, hostId: string, text: string): Promise<Outcome<BlockListEntry[]>> {
  const lines = text.split(/[\s,;]+/).filter(Boolean);
  const entries = [...new Set(lines.map(parseBlockEntry))];
  if (entries.length === 0 || entries.length > MAX_AT_ONCE || entries.includes(null)) {
    return Promise.resolve(refused("invalid", { fields: { entries: "block-form" } }));
  }
  return changeUnderGuard(app, hostId, async (op) => {
    const known = new Set((await listBlockList(app.kv, hostId)).map(({ entry }) => entry));
    const added = entries.flatMap((entry): BlockListEntry[] =>
      entry === null || known.has(entry) ? [] : [{ entry, at: app.now() }]
    );
    if (known.size + added.length > MAX_BLOCKED) {
      return refused("invalid", { fields: { entries: "block-many" } });
    }
    for (const each of added) await addToBlockList(op, hostId, each);
    return accepted(added);
  });
}

/** Takes bookings from there again; what is not on the list is done. */
export function unblock(app: App, hostId: string, entry: string): Promise<Outcome<string>> {
  return changeUnderGuard(app, hostId, async (op) => {
    await removeFromBlockList(op, hostId, entry.slice(0, 320));
    return accepted(entry);
  });
}

/** An address as all its ways to be written, or a domain; null for what is neither. */
function parseBlockEntry(line: string): string | null {
  const text = line.trim().replace(/^@/, "");
  if (!text.includes("@")) return asciiDomain(text);
  const read = parseEmail(text);
  return "address" in read ? guestKey(read.address) : null;
}
