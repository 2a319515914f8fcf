import { type DisplayOptions, formatShortWhen } from "$lib/i18n/date-time.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Email } from "../email/email.ts";
import { messageOf } from "../email/messages/registry.ts";
import type { EmailJob } from "../store/email-jobs.ts";
import { jobErrorText } from "./job-error.ts";

const tones = {
  waiting: "info",
  running: "info",
  done: "good",
  failed: "bad",
  unsent: "warn",
  superseded: "calm",
} as const;

/** A row of the list of emails, in the host's zone and language. */
export function emailRow(
  { id, work, state, attempts, dueAt, lastError, ...job }: EmailJob,
  host: Host,
  hasServer: boolean,
) {
  const words = messages(host.language).emails;
  const { states, next } = words.list;
  return {
    id,
    kind: messageOf(work.emailKind).label(words),
    toGuest: work.to === "guest",
    written: moment(job.createdAt, host),
    state: {
      label: states[state === "unsent" && hasServer ? "unsentOtherwise" : state],
      tone: tones[state],
    },
    isOpen: state === "unsent" || state === "failed",
    canSend: state !== "superseded" && state !== "running",
    isSent: state === "done",
    attempts,
    next: state === "waiting" && attempts > 0 ? format(next, { when: moment(dueAt, host) }) : null,
    error: state === "failed" || state === "waiting"
      ? jobErrorText(lastError, host.language)
      : null,
  };
}

function moment(instant: number, reader: DisplayOptions): string {
  return formatShortWhen(instant, reader);
}

/** An email's HTML for an iframe: sandboxed, without scripts, and without requests but for our own pictures. */
export function emailPreviewResponse({ html }: Email, baseUrl: string): Response {
  return new Response(html.replace("<head>", '<head>\n<base target="_blank">'), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src ${
        new URL(baseUrl).origin
      }; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox`,
    },
  });
}
