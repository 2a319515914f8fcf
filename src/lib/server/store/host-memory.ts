/**
 * What the store has of hosts, kept in memory while the versionstamp of the guard is the same. Why that is right:
 * "Know once, check always" in docs/decisions/store.md.
 */
import type { Busy, Hold } from "$lib/scheduling/holds.ts";
import { bumped, type Guard, type VersionedGuard } from "../kv/guard.ts";
import type { Shards } from "./ledger.ts";

/** What was read of a host after a guard, and nothing that was read after an older one. */
export interface KnownHost {
  /** Records by a name of the reader's: the host, the rules, a schedule. */
  readonly records: ReadonlyMap<string, unknown>;
  /** Held time by UTC day; a day without any is an empty list. */
  readonly days: ReadonlyMap<number, readonly Hold[]>;
  /** Busy time by calendar and UTC day. */
  readonly busy: ReadonlyMap<string, ReadonlyMap<number, readonly Busy[]>>;
  keepRecord(name: string, record: unknown): void;
  keepDays(days: ReadonlyMap<number, readonly Hold[]>): void;
  keepBusy(calendar: string, days: ReadonlyMap<number, readonly Busy[]>): void;
}

/** A host's ledger before and after a commit that checked the guard. */
export interface WrittenLedger {
  guard: VersionedGuard;
  is: Shards;
}

export interface HostMemory {
  /** What is known of a host under this guard; what was known under an older one is forgotten. */
  under(guard: VersionedGuard): KnownHost;
  /** Whether this guard is the latest that is known of its host; nothing is known at size zero. */
  isLatest(guard: VersionedGuard): boolean;
  /** The latest guard that is known of a host; null for none. */
  latest(hostId: string): VersionedGuard | null;
  /** Takes over what is known to the version that a commit gave the guards, with the held time that it wrote. */
  afterCommit(hosts: readonly WrittenLedger[], versionstamp: string): void;
  /** Bytes that are kept, by estimate. */
  size(): number;
  clear(): void;
}

/** Records, holds and busy times as they are in memory, by measurement rounded up. */
const FIELD_BYTES = 24, HOLD_BYTES = 320, BUSY_BYTES = 112, DAY_BYTES = 96, HOST_BYTES = 600;

interface Entry extends KnownHost {
  versionstamp: string | null;
  guard: Guard;
  bytes: number;
  records: Map<string, unknown>;
  days: Map<number, readonly Hold[]>;
  busy: Map<string, Map<number, readonly Busy[]>>;
}

/** Keeps at most so many bytes; hosts that were not asked for longest are forgotten first. Zero keeps nothing. */
export function openHostMemory(maxBytes: number): HostMemory {
  const hosts = new Map<string, Entry>();
  let total = 0;

  const forget = (hostId: string) => {
    total -= hosts.get(hostId)?.bytes ?? 0;
    hosts.delete(hostId);
  };
  const store = (hostId: string, entry: Entry) => {
    forget(hostId);
    if (maxBytes === 0 || entry.versionstamp === null) return;
    hosts.set(hostId, entry);
    total += entry.bytes;
    shrink();
  };
  const shrink = () => {
    for (const hostId of hosts.keys()) {
      if (total <= maxBytes) return;
      forget(hostId);
    }
  };
  const newEntry = ({ hostId, versionstamp, guard }: VersionedGuard): Entry => {
    const entry: Entry = {
      versionstamp,
      guard,
      bytes: HOST_BYTES,
      records: new Map(),
      days: new Map(),
      busy: new Map(),
      keepRecord(name, record) {
        if (!entry.records.has(name)) grow(recordBytes(record));
        entry.records.set(name, record);
      },
      keepDays(days) {
        for (const [day, holds] of days) {
          if (!entry.days.has(day)) grow(DAY_BYTES + holds.length * HOLD_BYTES);
          entry.days.set(day, holds);
        }
      },
      keepBusy(calendar, days) {
        const kept = entry.busy.get(calendar) ?? new Map();
        entry.busy.set(calendar, kept);
        for (const [day, busy] of days) {
          if (!kept.has(day)) grow(DAY_BYTES + busy.length * BUSY_BYTES);
          kept.set(day, busy);
        }
      },
    };
    // What was replaced meanwhile still serves whoever has it, and does not count any more.
    const grow = (bytes: number) => {
      entry.bytes += bytes;
      if (hosts.get(hostId) !== entry) return;
      total += bytes;
      shrink();
    };
    return entry;
  };

  return {
    under(guard) {
      const { hostId, versionstamp } = guard;
      const kept = hosts.get(hostId);
      const isSame = kept !== undefined && kept.versionstamp === versionstamp;
      const entry = isSame ? kept : newEntry(guard);
      if (isSame) {
        // Asked for last: to the end of the order in which hosts are forgotten.
        hosts.delete(hostId);
        hosts.set(hostId, entry);
      } else if (!kept || isNewer(versionstamp, kept.versionstamp)) store(hostId, entry);
      return entry;
    },
    isLatest: ({ hostId, versionstamp }) =>
      versionstamp !== null && hosts.get(hostId)?.versionstamp === versionstamp,
    latest(hostId) {
      const known = hosts.get(hostId);
      return known ? { hostId, versionstamp: known.versionstamp, guard: known.guard } : null;
    },
    afterCommit(written, versionstamp) {
      for (const { guard, is } of written) {
        const was = hosts.get(guard.hostId);
        if (!was || was.versionstamp !== guard.versionstamp) continue;
        // A copy, as reads that began before the commit may still end in the old one.
        const { hostId } = guard;
        const next = newEntry({ hostId, versionstamp, guard: bumped(guard) });
        for (const [name, record] of was.records) next.keepRecord(name, record);
        next.keepDays(new Map([...was.days, ...is.days]));
        for (const [calendar, days] of was.busy) next.keepBusy(calendar, days);
        store(hostId, next);
      }
    },
    size: () => total,
    clear() {
      hosts.clear();
      total = 0;
    },
  };
}

/** Versionstamps of a store grow, and sort as texts. A guard that was deleted is newer than any. */
function isNewer(versionstamp: string | null, than: string | null): boolean {
  return versionstamp === null || than === null || versionstamp > than;
}

/** The bytes of a record in memory, about. */
function recordBytes(value: unknown): number {
  if (typeof value === "string") return FIELD_BYTES + 2 * value.length;
  if (typeof value !== "object" || value === null) return FIELD_BYTES;
  let bytes = 2 * FIELD_BYTES;
  for (const each of Object.values(value)) bytes += FIELD_BYTES + recordBytes(each);
  return bytes;
}
