/** The thread that reads; `build/reader.js` is made of this file. It is given text and gives back times, and nothing else. */
import { parentPort } from "node:worker_threads";
import { CalendarProblem } from "./calendar.ts";
import type { Said } from "./reader.ts";
import { type Kind, read, type Readings } from "./reading.ts";

parentPort?.on("message", ({ id, kind, asked }: Message<Kind>) => {
  parentPort?.postMessage(said(id, kind, asked));
});

interface Message<K extends Kind> {
  id: number;
  kind: K;
  asked: Readings[K]["asked"];
}

function said<K extends Kind>(id: number, kind: K, asked: Readings[K]["asked"]): Said {
  try {
    return { id, answer: read(kind, asked) };
  } catch (error) {
    if (!(error instanceof CalendarProblem)) return { id, fault: String(error) };
    const { kind, why, detail } = error;
    return { id, problem: { kind, why, detail } };
  }
}

parentPort?.postMessage("begun" satisfies Said);
