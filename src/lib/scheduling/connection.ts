/** A calendar as the server names it. */
export interface CalendarInfo {
  id: string;
  name: string;
  colour: string | null;
  writable: boolean;
  /** Marked on the server as not blocking time. */
  transparent: boolean;
  /** Address of who shares it with the person; missing where it is their own. */
  owner?: string;
}

/** What a calendar server says that it can do (CAL-9). */
export interface Capabilities {
  /** How it tells what has changed: by reports, by a mark of the whole, or not at all. */
  changeDetection: "reports" | "marks" | "none";
  freeBusy: boolean;
  /** It can invite by itself; ours tell it not to. */
  scheduling: boolean;
  /** How far its clock is from ours, in ms; null where it does not tell. */
  clockOffsetMs: number | null;
  askedAt: number;
}

/** What became of an event that was written, read, changed and deleted only to see whether that works (CAL-9). */
export interface WriteCheck {
  calendarId: string;
  at: number;
  /** In order; the first that failed is the last, with a key of `words/en/calendars.ts`. */
  steps: { step: WriteCheckStep; why: string | null }[];
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
  /** The job that reads it again and again. */
  syncJobId: string;
  calendars: (CalendarInfo & { blocks: boolean })[];
  /** What its owner lets us do with calendars that others share with them; missing where that was never asked for. */
  sharedAccess?: "none" | "read" | "write";
  createdAt: number;
  revision: number;
  /** What the host typed to be led to it. */
  enteredAddress?: string;
  /** Asked on connecting and with each reading by hand; missing in records from before, and where it could not be asked. */
  capabilities?: Capabilities;
  /** The last trial by writing. */
  writeCheck?: WriteCheck;
  /** Entries of ours that disappeared together with most of a calendar, until their host has said what that means. */
  lostEntries?: { calendarId: string; at: number; entries: number } | null;
}
