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

/** What became of an event that was written, read, changed and deleted only to see whether that works (CAL-9). */
export interface WriteCheck {
  calendarId: string;
  at: number;
  /** In order; the first that failed is the last, with a key of `i18n/en/calendars.ts`. */
  steps: { step: WriteCheckStep; reason: string | null }[];
}

export type WriteCheckStep = "write" | "read" | "edit" | "conditions" | "delete";

/** A connection as the store keeps it; the password or token is sealed. */
export interface Connection {
  id: string;
  hostId: string;
  /** A name in the registry of calendar providers. */
  provider: string;
  /** What the host reads in the list. */
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
  /** What its owner lets us do with calendars that others share with them; null where that is never requested. */
  sharedAccess: "none" | "read" | "write" | null;
  createdAt: number;
  revision: number;
  /** The address that the host entered to have it found; null where none is entered. */
  enteredAddress: string | null;
  /** Read on connecting and with each sync on demand; null while the server has not answered. */
  capabilities: Capabilities | null;
  /** The last write check; null before the first. */
  writeCheck: WriteCheck | null;
  /** Entries of ours that disappeared together with most of a calendar, until their host has decided what that means. */
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
