/** Parses responses of calendar servers: on a thread of its own, or in the caller's thread in small tests. */
import { setImmediate } from "node:timers";
import { CalendarError } from "../calendar.ts";
import { parseResponse, type ParseTask, type ParseTasks } from "./parse-response.ts";
import { type ThreadMessage, withPieces } from "./thread-messages.ts";

/** Parses a response. Throws `CalendarError`, "too-large" when time or memory run out. */
export interface ResponseParser {
  parse<K extends ParseTask>(
    kind: K,
    input: ParseTasks[K]["input"],
  ): Promise<ParseTasks[K]["output"]>;
  /** How many tasks were aborted, with their thread. */
  abortedCount(): number;
  close(): Promise<void>;
}

/** Thrown for tasks that were pending when the parser was closed. */
export class ParserClosed extends Error {}

/** Parses in the caller's thread. */
export const inlineParser: ResponseParser = {
  parse: (kind, input) => new Promise((resolve) => resolve(parseResponse(kind, input))),
  abortedCount: () => 0,
  close: () => Promise.resolve(),
};

/** A parser thread. */
export interface ParserThread {
  post(
    message: { id: number; kind: ParseTask; input: unknown } | "more",
    transferred: ArrayBuffer[],
  ): void;
  end(): Promise<void>;
}

/** Starts a thread; `onExit` is called once when it ends by itself, with the reason. */
export type SpawnThread = (
  receive: (message: ThreadMessage) => void,
  onExit: (reason: string) => void,
) => ParserThread;

/**
 * Longer than any task takes on a busy machine, plus one second for each megabyte; a thread that runs out of memory does
 * not report it (Deno 2.9 stops it silently).
 */
const PARSE_TIMEOUT_MS = 4_000;
/** Longer than a thread takes to start. */
const STARTUP_TIMEOUT_MS = 20_000;

interface PendingParse {
  kind: ParseTask;
  /** Characters or bytes. */
  size: number;
  input: { text: string } | { chunks: readonly Uint8Array<ArrayBuffer>[] };
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

/** Parses on a thread, one task at a time; a task that takes too long or too much memory is aborted with its thread. */
export function openResponseParser(
  spawn: SpawnThread,
  onAborted: (reason: string) => void,
  timeoutMs = PARSE_TIMEOUT_MS,
): ResponseParser {
  const queue: PendingParse[] = [];
  let thread: ParserThread | null = null;
  let current: {
    id: number;
    task: PendingParse;
    timer: ReturnType<typeof setTimeout>;
    pieces: unknown[][];
  } | null = null;
  let taskCount = 0, abortedTasks = 0;

  function next() {
    if (current) return;
    const task = queue.shift();
    if (!task) return;
    const isNew = thread === null;
    thread ??= spawn(receive, (reason) => abort(reason));
    const id = ++taskCount;
    const timer = startTimer(task, isNew ? STARTUP_TIMEOUT_MS : 0);
    current = { id, task, timer, pieces: [] };
    thread.post({ id, kind: task.kind, input: task.input }, buffersOf(task));
  }

  function startTimer(task: PendingParse, extraMs: number) {
    const ms = extraMs + timeoutMs + task.size / 1_000;
    return setTimeout(() => abort("too slow, or too large for its memory"), ms);
  }

  function receive(message: ThreadMessage) {
    if (message === "started") {
      if (current) {
        clearTimeout(current.timer);
        current.timer = startTimer(current.task, 0);
      }
      return;
    }
    if (current?.id !== message.id) return;
    if ("piece" in message) {
      const { id, pieces } = current;
      pieces.push(message.piece);
      // Not at once: what else is due has its turn between two pieces.
      setImmediate(() => {
        if (current?.id === id) thread?.post("more", []);
      });
      return;
    }
    const { pieces } = current, task = finish();
    if ("output" in message) task.resolve(withPieces(message.output, pieces));
    else if ("error" in message) {
      const { kind, reason, detail } = message.error;
      task.reject(new CalendarError(kind, reason, detail));
    } else task.reject(new Error(message.unexpectedError));
    next();
  }

  function abort(reason: string) {
    const stopped = thread;
    thread = null;
    void stopped?.end();
    if (current) {
      abortedTasks++;
      onAborted(reason);
      finish().reject(new CalendarError("try-again", "too-large", reason));
    }
    next();
  }

  function finish() {
    const { task, timer } = current!;
    clearTimeout(timer);
    current = null;
    return task;
  }

  return {
    parse: (kind, input) =>
      new Promise((resolve, reject) => {
        queue.push({
          kind,
          input,
          size: sizeOf(input),
          resolve: (output) => resolve(output as ParseTasks[typeof kind]["output"]),
          reject,
        });
        next();
      }),
    abortedCount: () => abortedTasks,
    async close() {
      const stopped = thread;
      thread = null;
      for (const task of queue.splice(0)) {
        task.reject(new ParserClosed("the parser is closed"));
      }
      if (current) finish().reject(new ParserClosed("the parser is closed"));
      await stopped?.end();
    },
  };
}

/** What a thread takes over without a copy. */
function buffersOf({ input }: PendingParse): ArrayBuffer[] {
  return "chunks" in input ? input.chunks.map(({ buffer }) => buffer) : [];
}

function sizeOf(input: PendingParse["input"]): number {
  return "chunks" in input
    ? input.chunks.reduce((sum, { length }) => sum + length, 0)
    : input.text.length;
}
