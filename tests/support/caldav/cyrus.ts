/** A real CalDAV server (Cyrus) with alice/alice-pw, in a throw-away folder. */
import { freePort } from "../free-port.ts";
import { missingProgram } from "../expected-missing.ts";
import { answered, asPerson, type RealServer } from "./real-server.ts";

const packages = "cyrus-caldav cyrus-common cyrus-clients sasl2-bin libsasl2-modules curl";
const programs = ["/usr/sbin/cyrmaster", "/usr/lib/cyrus/bin/httpd", "/usr/sbin/saslpasswd2"];
/** `cyrus-imapd` conflicts with the mail server of other tests: it is only unpacked, once. */
const unpacked = new URL("../../../node_modules/.cyrus-imapd", import.meta.url).pathname;

/** Starts Cyrus; null, with a line on the console, where it is not installed. It needs root, for it becomes a user of its own. */
export async function startCyrus(): Promise<RealServer | null> {
  if (!programs.every(isThere) || Deno.uid() !== 0) {
    return missingProgram("cyrus (as root)", `apt-get install ${packages}`);
  }
  await unpackImapd();
  const folder = await Deno.makeTempDir({ prefix: "cyrus-" });
  const [imap, http] = [freePort(), freePort()];
  const folders = ["db", "log", "msg", "proc", "ptclient", "socket", "user", "quota"]
    .map((name) => `conf/${name}`)
    .concat("spool/stage.", "run/socket", "run/proc", "run/lock", "sieve", "bin");
  for (const name of folders) await Deno.mkdir(`${folder}/${name}`, { recursive: true });
  await Deno.copyFile(`${unpacked}/usr/lib/cyrus/bin/imapd`, `${folder}/bin/imapd`);
  await Deno.writeTextFile(`${folder}/imapd.conf`, settings(folder));
  await Deno.writeTextFile(`${folder}/cyrus.conf`, services(folder, imap, http));
  for (const user of ["cyrus", "alice"]) {
    const args = ["-p", "-c", "-f", `${folder}/sasldb2`, "-u", "localhost", user];
    await run("sh", ["-c", `printf ${user}-pw | saslpasswd2 ${args.join(" ")}`]);
  }
  await run("chmod", ["755", folder]);
  await run("chown", ["-R", "cyrus:mail", folder]);
  const child = new Deno.Command("/usr/sbin/cyrmaster", {
    args: ["-C", `${folder}/imapd.conf`, "-M", `${folder}/cyrus.conf`, "-p", `${folder}/run/pid`],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const end = async () => {
    child.kill("SIGTERM");
    // Its master now and then spins on SIGTERM instead of ending.
    const late = setTimeout(() => child.kill("SIGKILL"), 2_000);
    await child.status;
    clearTimeout(late);
    await Deno.remove(folder, { recursive: true });
  };
  try {
    // Mailboxes come first; calendars are made at the first visit.
    const create = [
      "-sS",
      "-u",
      "cyrus:cyrus-pw",
      `imap://127.0.0.1:${imap}/`,
      "-X",
      "CREATE user/alice",
    ];
    for (let attempt = 0; !await succeeds("curl", create); attempt++) {
      if (attempt === 100) throw new Error("Cyrus did not make a mailbox");
      await new Promise((wake) => setTimeout(wake, 100));
    }
    const address = `http://127.0.0.1:${http}`;
    const home = `${address}/dav/calendars/user/alice/`;
    const as = asPerson(address, "alice", "alice-pw");
    await answered("Cyrus", () => as("PROPFIND", home));
    return { address, home, as, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function unpackImapd() {
  if (isThere(`${unpacked}/usr/lib/cyrus/bin/imapd`)) return;
  await Deno.mkdir(unpacked, { recursive: true });
  await run("sh", [
    "-c",
    `cd '${unpacked}' && apt-get download -q cyrus-imapd && dpkg -x cyrus-imapd_*.deb .`,
  ]);
}

const settings = (folder: string) =>
  `configdirectory: ${folder}/conf
defaultpartition: default
partition-default: ${folder}/spool
proc_path: ${folder}/run/proc
mboxname_lockpath: ${folder}/run/lock
lmtpsocket: ${folder}/run/socket/lmtp
idlesocket: ${folder}/run/socket/idle
notifysocket: ${folder}/run/socket/notify
sievedir: ${folder}/sieve
servername: localhost
admins: cyrus
virtdomains: off
unixhierarchysep: yes
altnamespace: no
allowplaintext: yes
sasl_mech_list: PLAIN
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${folder}/sasldb2
httpmodules: caldav
caldav_allowscheduling: yes
caldav_create_default: yes
caldav_create_sched: yes
calendar_user_address_set: example.test
caldav_historical_age: -1
conversations: 0
smtp_backend: host
smtp_host: 127.0.0.1:9/noauth
`;

const services = (folder: string, imap: number, http: number) =>
  `START {
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -C ${folder}/imapd.conf -r"
}
SERVICES {
  imap cmd="${folder}/bin/imapd -C ${folder}/imapd.conf" listen="127.0.0.1:${imap}" prefork=0
  http cmd="httpd -C ${folder}/imapd.conf" listen="127.0.0.1:${http}" prefork=1
}
EVENTS {
  checkpoint cmd="/usr/sbin/cyrus ctl_cyrusdb -C ${folder}/imapd.conf -c" period=30
}
`;

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function succeeds(program: string, args: string[]): Promise<boolean> {
  const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
  return (await new Deno.Command(program, { args, ...quiet }).output()).success;
}

async function run(program: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, stdin: "null" }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
