/** What went wrong with an email; a key of `emails.troubles` in the words. */
export type EmailErrorKind =
  | "recipient"
  | "content"
  | "address"
  | "signIn"
  | "sender"
  | "relay"
  | "tls"
  | "unreachable"
  | "later";

/** Errors of this email alone: trying again would change nothing. */
const permanentKinds: ReadonlySet<EmailErrorKind> = new Set(["recipient", "content", "address"]);

/** How a mail server failed an email; `said` is what it answered, perhaps with addresses in it. */
export class EmailError extends Error {
  constructor(readonly kind: EmailErrorKind, readonly serverReply = "", cause?: unknown) {
    super(`${kind}: ${serverReply}`, { cause });
    this.name = "MailProblem";
  }

  get isPermanent(): boolean {
    return permanentKinds.has(this.kind);
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

/** Sorts a failure by the step at which it came (RFC 5321 §4.2.1: 4yz may pass, 5yz stays): configuration, temporary, or permanent for this recipient. */
export function toEmailError(error: unknown): EmailError {
  if (error instanceof EmailError) return error;
  const failure = readFailure(error);
  const said = failure.response || failure.message;
  return new EmailError(emailErrorKindOf(failure), said.replace(/\s+/g, " ").slice(0, 300), error);
}

function emailErrorKindOf(
  { message, code, command, responseCode, response }: SmtpFailure,
): EmailErrorKind {
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

function readFailure(error: unknown): SmtpFailure {
  const fields: Record<string, unknown> = error instanceof Error ? { ...error } : {};
  const text = (name: string) => typeof fields[name] === "string" ? fields[name] : "";
  return {
    message: error instanceof Error ? error.message : String(error),
    code: text("code"),
    command: text("command"),
    responseCode: typeof fields.responseCode === "number" ? fields.responseCode : 0,
    response: text("response"),
  };
}
