/** A thread that reads as ours does, unless the text is `eat` or `hang`: then it takes all the memory, or all the time, there is. */
import { parentPort } from "node:worker_threads";
import { parseResponse } from "$lib/server/calendars/parsing/parse-response.ts";

interface Message {
  id: number;
  kind: "calendar";
  asked: Parameters<typeof parseResponse<"calendar">>[1];
}

parentPort?.on("message", ({ id, kind, asked }: Message) => {
  if (asked.text.includes("SUMMARY:eat")) eat();
  while (asked.text.includes("SUMMARY:hang"));
  parentPort?.postMessage({ id, answer: parseResponse(kind, asked) });
});

function eat() {
  const eaten: object[] = [];
  for (let n = 0; n < 1e8; n++) eaten.push({ n, text: `entry ${n}` });
}

parentPort?.postMessage("begun");
