/** Chromium without windows, which cost as much as its pages do; a whole one where that is not packaged. */
export const browsers = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** What the tests need beside Deno, from Debian's packages, each with a file of it or of what does as well. */
export const packages = {
  "chromium-headless-shell": browsers,
  radicale: "/usr/bin/radicale",
  xandikos: "/usr/bin/xandikos",
  "python3-bcrypt": "/usr/lib/python3/dist-packages/bcrypt",
  "python3-passlib": "/usr/lib/python3/dist-packages/passlib",
  "apache2-utils": "/usr/bin/htpasswd",
  postfix: "/usr/sbin/postfix",
  "dovecot-imapd": "/usr/lib/dovecot/imap",
  "dovecot-lmtpd": "/usr/lib/dovecot/lmtp",
  "python3-caldav": "/usr/lib/python3/dist-packages/caldav",
  "python3-icalendar": "/usr/lib/python3/dist-packages/icalendar",
  "python3-recurring-ical-events": "/usr/lib/python3/dist-packages/recurring_ical_events.py",
  "gir1.2-ical-3.0": "/usr/share/doc/gir1.2-ical-3.0",
  "python3-gi": "/usr/lib/python3/dist-packages/gi",
  faketime: "/usr/bin/faketime",
  "fonts-dejavu": "/usr/share/doc/fonts-dejavu",
  "fonts-noto-core": "/usr/share/doc/fonts-noto-core",
  "nginx-light": "/usr/sbin/nginx",
  caddy: "/usr/bin/caddy",
  systemd: "/usr/bin/systemd-analyze",
  dbus: "/usr/bin/dbus-daemon",
  davical: "/usr/share/davical/htdocs/caldav.php",
  postgresql: "/usr/lib/postgresql",
  "php-cli": "/usr/bin/php",
  "python3-venv": "/usr/share/doc/python3-venv",
  "php-pgsql": "/usr/share/doc/php-pgsql",
  "php-curl": "/usr/share/doc/php-curl",
  "php-xml": "/usr/share/doc/php-xml",
  "libyaml-perl": "/usr/share/perl5/YAML.pm",
  "libdbd-pg-perl": "/usr/share/doc/libdbd-pg-perl",
  "cyrus-caldav": "/usr/lib/cyrus/bin/httpd",
  "cyrus-common": "/usr/sbin/cyrmaster",
  "sasl2-bin": "/usr/sbin/saslpasswd2",
  "libsasl2-modules": "/usr/share/doc/libsasl2-modules",
  curl: "/usr/bin/curl",
  iproute2: ["/usr/sbin/ip", "/sbin/ip"],
  prometheus: "/usr/bin/promtool",
  "protobuf-compiler": "/usr/bin/protoc",
};

/** How a person gets what was skipped. */
export const installCommand = `apt-get install ${Object.keys(packages).join(" ")}`;

/** Installs what is missing; on a fresh machine of CI, where nobody can be asked. */
export async function setUp(): Promise<void> {
  const missing = Object.entries(packages).filter(([, path]) => !isThere(path)).map(([name]) =>
    name
  );
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(" ")} …`);
  await apt(["update", "-qq"]);
  await apt(["install", "-y", "-qq", "--no-install-recommends", ...missing]);
}

async function apt(args: string[]): Promise<void> {
  const isRoot = Deno.uid() === 0;
  const { success, stdout, stderr } = await new Deno.Command(isRoot ? "apt-get" : "sudo", {
    args: isRoot ? args : ["-n", "apt-get", ...args],
    env: { DEBIAN_FRONTEND: "noninteractive" },
    stdin: "null",
  }).output();
  if (success) return;
  const text = new TextDecoder();
  throw new Error(`apt-get ${args.join(" ")}\n${text.decode(stdout)}${text.decode(stderr)}`);
}

/** Whether a file or folder is on this machine, or one of several. */
export function isThere(path: string | readonly string[]): boolean {
  if (typeof path !== "string") return path.some((each) => isThere(each));
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

// On a new machine of a developer: `deno run -A tests/support/install-programs.ts`.
if (import.meta.main) await setUp();
