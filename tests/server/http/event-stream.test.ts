import assert from "node:assert/strict";
import { type EventStream, eventStream } from "$lib/server/http/event-stream.ts";
import { openMeasures } from "$lib/server/runtime/measures.ts";

const never = new AbortController().signal;
const running = (stopping: AbortSignal) => ({ stopping, measures: openMeasures() });

Deno.test("eventStream sends events as text and ends when it is closed", async () => {
  let stream: EventStream | undefined;
  const answer = eventStream(never, running(never), (opened) => (stream = opened));
  stream?.send("booking", { revision: 2 });
  stream?.close();
  assert.equal(answer.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assert.equal(await answer.text(), 'retry: 3000\n\nevent: booking\ndata: {"revision":2}\n\n');
});

Deno.test("eventStream ends when the program stops, and tells its owner", async () => {
  const stopping = new AbortController();
  let stream: EventStream | undefined;
  const answer = eventStream(never, running(stopping.signal), (opened) => (stream = opened));
  stopping.abort();
  assert.equal(stream?.signal.aborted, true);
  await answer.text();
});

Deno.test("eventStream drops a client that reads nothing", () => {
  let stream: EventStream | undefined;
  eventStream(never, running(never), (opened) => (stream = opened));
  for (let n = 0; n < 100; n++) stream?.send("booking", { n });
  assert.equal(stream?.signal.aborted, true);
});

Deno.test("eventStream may be closed while it starts", async () => {
  const answer = eventStream(never, running(never), (stream) => stream.close());
  assert.equal(await answer.text(), "retry: 3000\n\n");
});

Deno.test("eventStream counts the streams that are open", () => {
  const app = running(never), left = new AbortController();
  eventStream(left.signal, app, () => {});
  eventStream(never, app, () => {});
  assert.equal(app.measures.streams.open, 2);
  left.abort();
  eventStream(left.signal, app, () => {});
  assert.equal(app.measures.streams.open, 1);
});
