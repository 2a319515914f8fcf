/** Why an email could not be sent; each has a sentence in `emails.errors` of the catalogue. */
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

/** Errors of this one email, for which a retry is useless. */
const permanentKinds: ReadonlySet<EmailErrorKind> = new Set(["recipient", "content", "address"]);

/** An email that was not sent; `serverReply` is the mail server's reply, which may contain addresses. */
export class EmailError extends Error {
  constructor(readonly kind: EmailErrorKind, readonly serverReply = "", cause?: unknown) {
    super(`${kind}: ${serverReply}`, { cause });
    this.name = "EmailError";
  }

  get isPermanent(): boolean {
    return permanentKinds.has(this.kind);
  }
}

/** The program stops, and nothing of the email was handed to the mail server. */
export class EmailUnbegun extends Error {
  override name = "EmailUnbegun";
}

/** The fields of a nodemailer error. */
interface SmtpFailure {
  message: string;
  code: string;
  command: string;
  responseCode: number;
  response: string;
}

/** Classifies a failure by SMTP command and reply code (RFC 5321 §4.2.1: 4yz is transient, 5yz permanent). */
export function toEmailError(error: unknown): EmailError {
  if (error instanceof EmailError) return error;
  const failure = readFailure(error);
  const reply = failure.response || failure.message;
  return new EmailError(emailErrorKindOf(failure), reply.replace(/\s+/g, " ").slice(0, 300), error);
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
