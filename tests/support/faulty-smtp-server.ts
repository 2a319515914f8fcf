import { SMTPServer } from "smtp-server";

/** How the server treats the next emails: at which step it refuses with which code, or that it does not respond. */
export interface Manners {
  mail?: number;
  rcpt?: number;
  data?: number;
  auth?: number;
  mute?: boolean;
  /** What it waits for before it answers for an email that it has taken. */
  hold?: Promise<void>;
}

export interface MisbehavingSmtp {
  port: number;
  manners: Manners;
  /** What it took, as it came over the wire. */
  taken: { from: string; to: string[]; raw: string }[];
  /** Ends every open connection, as servers do with idle ones. */
  hangUp(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A mail server that does what a test tells it to. */
export async function startMisbehavingSmtp(): Promise<MisbehavingSmtp> {
  const manners: Manners = {}, taken: MisbehavingSmtp["taken"] = [];
  const no = (code: number | undefined) =>
    code
      ? Object.assign(new Error("no such thing for ada@example.org"), { responseCode: code })
      : undefined;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 100,
    onConnect: (_session, done) => manners.mute ? undefined : done(),
    onAuth: (_auth, _session, done) => {
      const error = no(manners.auth);
      return error ? done(error) : done(null, { user: "invito" });
    },
    onMailFrom: (_address, _session, done) => done(no(manners.mail)),
    onRcptTo: (_address, _session, done) => done(no(manners.rcpt)),
    async onData(stream, session, done) {
      let raw = "";
      for await (const chunk of stream) raw += new TextDecoder("latin1").decode(chunk);
      const error = no(manners.data);
      if (error) return done(error);
      const { mailFrom, rcptTo } = session.envelope;
      taken.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map((to) => to.address),
        raw,
      });
      await manners.hold;
      done();
    },
  });
  server.on("error", () => {});
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(address && typeof address === "object" ? address.port : 0);
    });
  });
  return {
    port,
    manners,
    taken,
    hangUp: () => {
      for (const connection of server.connections) connection.close();
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  };
}
