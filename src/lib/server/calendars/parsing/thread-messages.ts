/** What the parser thread says: that it has started, then the result of each task, a long one in pieces. */
import type { CalendarError } from "../calendar.ts";

export type ThreadMessage =
  | "started"
  | { id: number; output: unknown }
  | { id: number; piece: unknown[] }
  | { id: number; error: Pick<CalendarError, "kind" | "reason" | "detail"> }
  | { id: number; unexpectedError: string };

/** Objects of one message, which are made again in about a millisecond. */
const MOST_OBJECTS = 500;

/** A message, before it the pieces of its list of objects if that is long. */
export function inPieces(message: ThreadMessage): ThreadMessage[] {
  const list = typeof message === "object" && "output" in message ? listIn(message.output) : null;
  if (!list || typeof message !== "object") return [message];
  const pieces: ThreadMessage[] = [];
  while (list.length > MOST_OBJECTS) {
    pieces.push({ id: message.id, piece: list.splice(-MOST_OBJECTS) });
  }
  return [...pieces, message];
}

/** The output with its pieces, which came from the last to the first. */
export function withPieces(output: unknown, pieces: readonly unknown[][]): unknown {
  const list = listIn(output);
  for (const piece of pieces.toReversed()) for (const each of piece) list?.push(each);
  return output;
}

/** The list of a listing, or of what was read of a feed. */
function listIn(output: unknown): unknown[] | null {
  const { entries, times } = output as {
    entries?: unknown[];
    times?: { objects?: unknown[] } | null;
  };
  return entries ?? times?.objects ?? null;
}
