import { join } from "node:path";
import { type Authority, makeAuthority } from "./certificates.ts";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";
import { readMailbox } from "./read-mailbox.ts";
import { missingProgram } from "./expected-missing.ts";

/** A real mail server for everybody at every address: postfix takes emails, dovecot keeps them and shows them over IMAP. */
export interface MailTown {
  /** Submission with STARTTLS and sign-in, the same with TLS from the first byte, and a plain relay. */
  ports: { submission: number; implicit: number; plain: number; imap: number };
  host: "localhost";
  user: string;
  password: string;
  ca: string;
  /** The same as a file, for `DENO_CERT`. */
  caFile: string;
  /** The raw emails in one person's mailbox, once there are this many. */
  emails(address: string, atLeast?: number): Promise<string[]>;
  /** Stops taking emails; what was delivered stays. */
  stop(): Promise<void>;
  /** Takes emails again, on the same ports. */
  start(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the town in a throw-away folder; null, with a line on the console, where it cannot run. */
export async function startMailTown(): Promise<MailTown | null> {
  if (!isInstalled() || Deno.uid() !== 0) {
    return missingProgram(
      "postfix and dovecot, as root",
      "apt-get install postfix dovecot-imapd dovecot-lmtpd",
    );
  }
  const folder = await Deno.makeTempDir({ prefix: "mail-town-" });
  await Deno.chmod(folder, 0o755);
  const authority = await makeAuthority(folder);
  const ports = await settle(folder, authority);
  const dovecot = run("dovecot", ["-F", "-c", join(folder, "dovecot.conf")]);
  let master: number | null = null;

  const town: MailTown = {
    ports,
    host: "localhost",
    user: "invito",
    password: "mail-pw",
    ca: authority.pem,
    caFile: join(folder, "ca.pem"),
    emails: (address, atLeast = 1) =>
      until(`${atLeast} emails`, async () => {
        const found = await readMailbox(ports.imap, address.split("@")[0]!, town.password);
        return found.length >= atLeast ? found : null;
      }),
    async stop() {
      if (master === null) return;
      Deno.kill(master, "SIGTERM");
      master = null;
      await until("the end of postfix", async () => await answers(ports.plain) ? null : true);
    },
    async start() {
      await call("postfix", "-c", join(folder, "postfix"), "start");
      await until("postfix", () => answers(ports.plain));
      master = Number(await Deno.readTextFile(join(folder, "queue/pid/master.pid")));
    },
    async [Symbol.asyncDispose]() {
      await town.stop();
      dovecot.kill("SIGTERM");
      await dovecot.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
  await until("dovecot", () => answers(ports.imap));
  await town.start();
  return town;
}

function isInstalled(): boolean {
  return ["/usr/sbin/postfix", "/usr/sbin/dovecot", "/usr/lib/dovecot/lmtp"].every((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  });
}

async function settle(folder: string, authority: Authority): Promise<MailTown["ports"]> {
  const [submission, implicit, plain, imap, lmtp] = [
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ];
  const { cert, key } = await authority.issue("localhost");
  await Deno.writeTextFile(join(folder, "server.pem"), cert);
  await Deno.writeTextFile(join(folder, "server.key"), key);
  const inner = ["postfix", "queue", "data", "mail", "run"];
  for (const name of inner) await Deno.mkdir(join(folder, name));
  await Deno.writeTextFile(join(folder, "dovecot.conf"), dovecotConf(folder, imap, lmtp));
  await Deno.writeTextFile(join(folder, "postfix/main.cf"), mainCf(folder, lmtp));
  await Deno.writeTextFile(
    join(folder, "postfix/master.cf"),
    masterCf(submission, implicit, plain),
  );
  await Promise.all([
    call("chown", "postfix", join(folder, "data")),
    call("chown", "mail:mail", join(folder, "mail")),
  ]);
  await call("postfix", "-c", join(folder, "postfix"), "check");
  return { submission, implicit, plain, imap };
}

function dovecotConf(folder: string, imap: number, lmtp: number): string {
  return `base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = /dev/null
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <${folder}/server.pem
ssl_key = <${folder}/server.key
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%n
first_valid_uid = 1
passdb {
  driver = static
  args = password=mail-pw
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/mail/%n allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
service auth {
  unix_listener auth-postfix {
    mode = 0666
  }
}
`;
}

function mainCf(folder: string, lmtp: number): string {
  return `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.test
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = static:all
virtual_transport = lmtp:inet:127.0.0.1:${lmtp}
alias_maps =
alias_database =
maillog_file = /dev/stdout
smtpd_tls_cert_file = ${folder}/server.pem
smtpd_tls_key_file = ${folder}/server.key
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${folder}/run/auth-postfix
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{ nosuch@bounce.test=REJECT, later@bounce.test=DEFER }
`;
}

function masterCf(submission: number, implicit: number, plain: number): string {
  const signedIn = `
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject`;
  return `127.0.0.1:${plain} inet n - n - - smtpd
127.0.0.1:${submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt${signedIn}
127.0.0.1:${implicit} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes${signedIn}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
`;
}

function run(program: string, args: string[]): Deno.ChildProcess {
  return new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" }).spawn();
}

async function call(program: string, ...args: string[]): Promise<void> {
  const command = new Deno.Command(program, { args, stdout: "null", stderr: "piped" });
  const { success, stderr } = await command.output();
  if (!success) throw new Error(`${program}: ${new TextDecoder().decode(stderr)}`);
}

async function answers(port: number): Promise<true | null> {
  try {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    return (await connection.read(new Uint8Array(3))) ? true : null;
  } catch (error) {
    const { ConnectionRefused, ConnectionReset } = Deno.errors;
    if (error instanceof ConnectionRefused || error instanceof ConnectionReset) return null;
    throw error;
  }
}
