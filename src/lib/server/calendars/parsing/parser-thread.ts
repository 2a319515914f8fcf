/** The thread that reads; `build/parser-thread.js` is made of this file. It is given text and gives back times, and nothing else. */
import { parentPort } from "node:worker_threads";
import { CalendarError } from "../calendar.ts";
import type { ThreadMessage } from "./response-parser.ts";
import { parseResponse, type ParseTask, type ParseTasks } from "./parse-response.ts";

parentPort?.on("message", ({ id, kind, asked }: ParseMessage<ParseTask>) => {
  parentPort?.postMessage(runParseTask(id, kind, asked));
});

interface ParseMessage<K extends ParseTask> {
  id: number;
  kind: K;
  asked: ParseTasks[K]["asked"];
}

function runParseTask<K extends ParseTask>(
  id: number,
  kind: K,
  asked: ParseTasks[K]["asked"],
): ThreadMessage {
  try {
    return { id, answer: parseResponse(kind, asked) };
  } catch (error) {
    if (!(error instanceof CalendarError)) return { id, fault: String(error) };
    const { kind, why, detail } = error;
    return { id, problem: { kind, why, detail } };
  }
}

parentPort?.postMessage("begun" satisfies ThreadMessage);
