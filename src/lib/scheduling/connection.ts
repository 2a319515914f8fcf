/** A calendar as the server names it. */
export interface CalendarInfo {
  id: string;
  name: string;
  colour: string | null;
  writable: boolean;
  /** Marked on the server as not blocking time. */
  transparent: boolean;
  /** Address of the owner who shares it with the host; missing where it is their own. */
  owner?: string;
}

/** What a calendar server reports that it can do (CAL-9). */
export interface Capabilities {
  /** How it reports changes: by sync reports (RFC 6578), by a tag of the collection, or not at all. */
  changeDetection: "reports" | "marks" | "none";
  freeBusy: boolean;
  /** It sends invitations by itself (RFC 6638); our entries suppress that. */
  scheduling: boolean;
  /** How far its clock is from ours, in ms; null where it sends no Date. */
  clockOffsetMs: number | null;
  checkedAt: number;
}

/** The result of a write check: an event that was written, read, changed and deleted (CAL-9). */
export interface WriteCheck {
  calendarId: string;
  at: number;
  /** In order; the first that failed is the last, with a key of `messages/en/errors.json`. */
  steps: { step: WriteCheckStep; reason: string | null }[];
}

export type WriteCheckStep = "write" | "read" | "edit" | "conditions" | "delete";

/** A host's account at a calendar provider; its password or tokens are sealed. */
export interface Connection {
  id: string;
  hostId: string;
  /** A name in the registry of calendar providers. */
  provider: string;
  /** The name in the host's list. */
  label: string;
  /** Collection home or a direct collection URL. */
  url: string;
  user: string;
  sealed: string;
  /** The host's own addresses at this server, lower case. */
  addresses: string[];
  /** The job that syncs it. */
  syncJobId: string;
  calendars: (CalendarInfo & { blocks: boolean })[];
  /** The granted access to shared calendars; null where it is never requested. */
  sharedAccess: "none" | "read" | "write" | null;
  createdAt: number;
  revision: number;
  /** The address that the host entered for discovery; null without discovery. */
  enteredAddress: string | null;
  /** Read on connecting and with each sync on demand; null while the server has not answered. */
  capabilities: Capabilities | null;
  /** The last write check; null before the first. */
  writeCheck: WriteCheck | null;
  /** A mass deletion of entries that the host has not resolved yet. */
  lostEntries: { calendarId: string; at: number; entries: number } | null;
}

type AccountFields =
  | "id"
  | "hostId"
  | "provider"
  | "label"
  | "url"
  | "user"
  | "sealed"
  | "addresses"
  | "calendars"
  | "createdAt";

/** A connection as it is first stored: nothing is known of its server yet. */
export function newConnection(
  account:
    & Pick<Connection, AccountFields>
    & Partial<Pick<Connection, "sharedAccess" | "enteredAddress">>,
): Connection {
  return {
    syncJobId: `sync-${account.id}`,
    sharedAccess: null,
    enteredAddress: null,
    capabilities: null,
    writeCheck: null,
    lostEntries: null,
    revision: 1,
    ...account,
  };
}
