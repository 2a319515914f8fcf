/** The entry of the parser thread, built as `build/parser-thread.js`: it receives parse tasks and posts their results. */
import { parentPort } from "node:worker_threads";
import { CalendarError } from "../calendar.ts";
import { inPieces, type ThreadMessage } from "./thread-messages.ts";
import { parseResponse, type ParseTask, type ParseTasks } from "./parse-response.ts";

/** The rest of a long answer: each further piece is asked for, so that the other thread can do else between them. */
let rest: ThreadMessage[] = [];

parentPort?.on("message", (message: ParseMessage<ParseTask> | "more") => {
  if (message !== "more") {
    const { id, kind, input } = message;
    rest = inPieces(runParseTask(id, kind, input));
  }
  parentPort?.postMessage(rest.shift());
});

interface ParseMessage<K extends ParseTask> {
  id: number;
  kind: K;
  input: ParseTasks[K]["input"];
}

function runParseTask<K extends ParseTask>(
  id: number,
  kind: K,
  input: ParseTasks[K]["input"],
): ThreadMessage {
  try {
    return { id, output: parseResponse(kind, input) };
  } catch (error) {
    if (!(error instanceof CalendarError)) return { id, unexpectedError: String(error) };
    const { kind, reason, detail } = error;
    return { id, error: { kind, reason, detail } };
  }
}

parentPort?.postMessage("started" satisfies ThreadMessage);
