import { type Reader, shortDate, timeOfDay } from "$lib/scheduling/wording.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { say } from "$lib/words/say.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Letter } from "./mail/letter.ts";
import type { LetterJob } from "./store/letters.ts";

const tones = {
  waiting: "info",
  running: "info",
  done: "good",
  failed: "bad",
  kept: "warn",
  superseded: "calm",
} as const;

/** One letter as the outbox shows it, in the host's zone and language. */
export function showLetter(
  { id, work, state, attempts, dueAt, lastError, ...job }: LetterJob,
  host: Host,
) {
  const { states, kinds, next } = wordsFor(host.language).letters.outbox;
  return {
    id,
    kind: kinds[work.letter],
    toGuest: work.to === "guest",
    written: moment(job.createdAt, host),
    state: { label: states[state], tone: tones[state] },
    isOpen: state === "kept" || state === "failed",
    canSend: state !== "superseded" && state !== "running",
    isSent: state === "done",
    attempts,
    next: state === "waiting" && attempts > 0 ? say(next, { when: moment(dueAt, host) }) : null,
    trouble: state === "failed" || state === "waiting" ? lastError : null,
  };
}

function moment(instant: number, reader: Reader): string {
  return `${shortDate(instant, reader)}, ${timeOfDay(instant, reader)}`;
}

/** A letter's HTML for a frame on a page: in a sandbox, without scripts, asking nobody for anything. */
export function letterPage({ html }: Letter): Response {
  return new Response(html.replace("<head>", '<head>\n<base target="_blank">'), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox",
    },
  });
}
