/** A thread that reads as ours does, unless the text is `eat` or `hang`: then it takes all the memory, or all the time, there is. */
import { parentPort } from "node:worker_threads";
import { parseResponse } from "$lib/server/calendars/parsing/parse-response.ts";

interface Message {
  id: number;
  kind: "calendar";
  input: Parameters<typeof parseResponse<"calendar">>[1];
}

parentPort?.on("message", ({ id, kind, input }: Message) => {
  if (input.text.includes("SUMMARY:eat")) eat();
  while (input.text.includes("SUMMARY:hang"));
  parentPort?.postMessage({ id, output: parseResponse(kind, input) });
});

function eat() {
  const eaten: object[] = [];
  for (let n = 0; n < 1e8; n++) eaten.push({ n, text: `entry ${n}` });
}

parentPort?.postMessage("started");
