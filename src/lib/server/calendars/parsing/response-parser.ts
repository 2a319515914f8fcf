/** Who reads what calendar servers answer: a thread of its own in the program, the caller itself in small tests. */
import { CalendarError } from "../calendar.ts";
import { parseResponse, type ParseTask, type ParseTasks } from "./parse-response.ts";

/** Reads an answer; throws `CalendarProblem`, "too-large" for what costs more than one reading may. */
export interface ResponseParser {
  parse<K extends ParseTask>(
    kind: K,
    asked: ParseTasks[K]["asked"],
  ): Promise<ParseTasks[K]["answer"]>;
  /** How often a reading was given up, and its thread begun anew. */
  abortedCount(): number;
  close(): Promise<void>;
}

/** Thrown for what was still to be read when the program ended. */
export class ParserClosed extends Error {}

/** Reads in the caller's own thread. */
export const inlineParser: ResponseParser = {
  parse: (kind, asked) => new Promise((done) => done(parseResponse(kind, asked))),
  abortedCount: () => 0,
  close: () => Promise.resolve(),
};

/** What the thread says: that it has begun, and then its answers. */
export type ThreadMessage =
  | "begun"
  | { id: number; answer: unknown }
  | { id: number; problem: Pick<CalendarError, "kind" | "why" | "detail"> }
  | { id: number; fault: string };

/** A thread as this file needs it. */
export interface ParserThread {
  post(message: { id: number; kind: ParseTask; asked: unknown }): void;
  end(): Promise<void>;
}

/** Begins a thread; `ended` is told once when it is over by itself, with the reason. */
export type SpawnThread = (
  said: (said: ThreadMessage) => void,
  ended: (why: string) => void,
) => ParserThread;

/**
 * Longer than any reading takes on a busy machine: then it hangs, or has eaten its memory, which a thread does not say of
 * itself (Deno 2.9 stops it silently). Beside this a second for each megabyte.
 */
const PARSE_TIMEOUT_MS = 4_000;
/** Longer than a thread takes to begin. */
const STARTUP_TIMEOUT_MS = 20_000;

interface PendingParse {
  kind: ParseTask;
  asked: { text: string };
  done(answer: unknown): void;
  failed(error: unknown): void;
}

/** Reads on a thread, one answer after the other; what takes too long or too much memory ends with its thread, and the next begins anew. */
export function openResponseParser(
  begin: SpawnThread,
  tell: (why: string) => void,
  patienceMs = PARSE_TIMEOUT_MS,
): ResponseParser {
  const queue: PendingParse[] = [];
  let thread: ParserThread | null = null;
  let reading: { id: number; waiting: PendingParse; late: ReturnType<typeof setTimeout> } | null =
    null;
  let count = 0, givenUp = 0;

  function next() {
    if (reading) return;
    const waiting = queue.shift();
    if (!waiting) return;
    const isNew = thread === null;
    thread ??= begin(hear, (why) => giveUp(why));
    const id = ++count;
    reading = { id, waiting, late: lateAfter(waiting, isNew ? STARTUP_TIMEOUT_MS : 0) };
    thread.post({ id, kind: waiting.kind, asked: waiting.asked });
  }

  function lateAfter({ asked }: PendingParse, more: number) {
    const wait = more + patienceMs + asked.text.length / 1_000;
    return setTimeout(() => giveUp("too slow, or too large for its memory"), wait);
  }

  function hear(said: ThreadMessage) {
    if (said === "begun") {
      if (reading) {
        clearTimeout(reading.late);
        reading.late = lateAfter(reading.waiting, 0);
      }
      return;
    }
    if (reading?.id !== said.id) return;
    const { waiting } = finish();
    if ("answer" in said) waiting.done(said.answer);
    else if ("problem" in said) {
      const { kind, why, detail } = said.problem;
      waiting.failed(new CalendarError(kind, why, detail));
    } else waiting.failed(new Error(said.fault));
    next();
  }

  function giveUp(why: string) {
    const ended = thread;
    thread = null;
    void ended?.end();
    if (reading) {
      givenUp++;
      tell(why);
      finish().waiting.failed(new CalendarError("try-again", "too-large", why));
    }
    next();
  }

  function finish() {
    const { waiting, late } = reading!;
    clearTimeout(late);
    reading = null;
    return { waiting };
  }

  return {
    parse: (kind, asked) =>
      new Promise((resolve, reject) => {
        queue.push({
          kind,
          asked,
          done: (answer) => resolve(answer as ParseTasks[typeof kind]["answer"]),
          failed: reject,
        });
        next();
      }),
    abortedCount: () => givenUp,
    async close() {
      const ended = thread;
      thread = null;
      for (const waiting of queue.splice(0)) {
        waiting.failed(new ParserClosed("the reader is closed"));
      }
      if (reading) finish().waiting.failed(new ParserClosed("the reader is closed"));
      await ended?.end();
    },
  };
}
