import * as v from "valibot";

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
export const HostNoteText = v.pipe(
  v.string(),
  v.transform((value) => value.toWellFormed().replaceAll("\r\n", "\n")),
  v.trim(),
  v.maxLength(2000, "too-long"),
);
