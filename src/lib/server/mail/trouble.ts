/** What went wrong with a letter; a key of `letters.troubles` in the words. */
export type MailTrouble =
  | "recipient"
  | "content"
  | "address"
  | "signIn"
  | "sender"
  | "relay"
  | "tls"
  | "unreachable"
  | "later";

/** Trouble that is the letter's own: trying again by itself would change nothing. */
const final: ReadonlySet<MailTrouble> = new Set(["recipient", "content", "address"]);

/** How a mail server failed a letter; `said` is what it answered, perhaps with addresses in it. */
export class MailProblem extends Error {
  constructor(readonly trouble: MailTrouble, readonly said = "", cause?: unknown) {
    super(`${trouble}: ${said}`, { cause });
    this.name = "MailProblem";
  }

  get isFinal(): boolean {
    return final.has(this.trouble);
  }
}

/** What nodemailer tells of a failure, as far as we read it. */
interface SmtpFailure {
  message: string;
  code: string;
  command: string;
  responseCode: number;
  response: string;
}

/** Sorts a failure by the step at which it came (RFC 5321 §4.2.1: 4yz may pass, 5yz stays): ours to mend, the server's to recover from, or the letter's. */
export function problemOf(error: unknown): MailProblem {
  if (error instanceof MailProblem) return error;
  const failure = read(error);
  const said = failure.response || failure.message;
  return new MailProblem(troubleOf(failure), said.replace(/\s+/g, " ").slice(0, 300), error);
}

function troubleOf({ message, code, command, responseCode, response }: SmtpFailure): MailTrouble {
  if (code === "ETLS") return "tls";
  if (code === "EAUTH" || responseCode === 535) return "signIn";
  if (responseCode >= 500) {
    if (responseCode === 530 || /relay|authenticat/i.test(response)) return "relay";
    if (command === "RCPT TO") return "recipient";
    if (command === "MAIL FROM") return "sender";
    if (command === "DATA") return "content";
  }
  if (responseCode >= 400) return "later";
  if (code === "EENVELOPE") return "address";
  if (/certificate|\btls\b|\bssl\b|handshake/i.test(message)) return "tls";
  return "unreachable";
}

function read(error: unknown): SmtpFailure {
  const told: Record<string, unknown> = error instanceof Error ? { ...error } : {};
  const text = (name: string) => typeof told[name] === "string" ? told[name] : "";
  return {
    message: error instanceof Error ? error.message : String(error),
    code: text("code"),
    command: text("command"),
    responseCode: typeof told.responseCode === "number" ? told.responseCode : 0,
    response: text("response"),
  };
}
