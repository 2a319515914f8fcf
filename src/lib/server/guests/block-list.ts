import { asciiDomain, parseEmail } from "$lib/scheduling/email-address.ts";
import { guestKey } from "$lib/scheduling/guest.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { splitList } from "$lib/scheduling/typed-text.ts";
import type { App } from "../app.ts";
import {
  addToBlockList,
  type BlockListEntry,
  listBlockList,
  removeFromBlockList,
} from "../store/block-list.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";

const MAX_BLOCKED = 1000;
/** Entries that one commit adds at most. */
const MAX_AT_ONCE = 200;

/** Blocks email addresses and domains, separated by whitespace, commas or semicolons; existing bookings stay. */
export function block(
  app: App,
  owner: Owner,
  text: string,
): Promise<Outcome<BlockListEntry[], "busy" | "invalid" | "not-found">> {
  const entries = [...new Set(splitList(text).map(parseBlockEntry))];
  if (entries.length === 0 || entries.length > MAX_AT_ONCE || entries.includes(null)) {
    return Promise.resolve(refused("invalid", { fields: { entries: "block-form" } }));
  }
  return changeAsOwner(app, owner, async (op) => {
    const existing = new Set(
      (await listBlockList(app.kv, ownerIdOf(owner))).map(({ entry }) => entry),
    );
    const added = entries.flatMap((entry): BlockListEntry[] =>
      entry === null || existing.has(entry) ? [] : [{ entry, at: app.now() }]
    );
    if (existing.size + added.length > MAX_BLOCKED) {
      return refused("invalid", { fields: { entries: "block-many" } });
    }
    for (const each of added) await addToBlockList(op, ownerIdOf(owner), each);
    return accepted(added);
  });
}

/** Unblocks an entry; succeeds when it is not on the list. */
export function unblock(
  app: App,
  owner: Owner,
  entry: string,
): Promise<Outcome<string, "busy" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    await removeFromBlockList(op, ownerIdOf(owner), entry.slice(0, 320));
    return accepted(entry);
  });
}

/** An entry's comparable form: an email address or a domain; null for anything else. */
function parseBlockEntry(line: string): string | null {
  const text = line.trim().replace(/^@/, "");
  if (!text.includes("@")) return asciiDomain(text);
  const parsed = parseEmail(text);
  return "address" in parsed ? guestKey(parsed.address) : null;
}
