/** The entry of the parser thread, built as `build/parser-thread.js`: it receives parse tasks and posts their results. */
import { parentPort } from "node:worker_threads";
import { CalendarError } from "../calendar.ts";
import type { ThreadMessage } from "./response-parser.ts";
import { parseResponse, type ParseTask, type ParseTasks } from "./parse-response.ts";

parentPort?.on("message", ({ id, kind, input }: ParseMessage<ParseTask>) => {
  parentPort?.postMessage(runParseTask(id, kind, input));
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
