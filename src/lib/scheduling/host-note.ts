import { manyLines } from "./many-lines.ts";

/** What a host writes on a booking for themselves alone. */
export interface HostNote {
  text: string;
  /** Epoch ms. */
  changedAt: number;
  revision: number;
}

/** The note of a host who has written none. */
export const emptyHostNote: HostNote = { text: "", changedAt: 0, revision: 0 };

/** A host's note, as it arrives from a form or the API; empty to remove it. */
export const HostNoteText = manyLines(2000);
