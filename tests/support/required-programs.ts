import { isThere, packages } from "./install-programs.ts";

/** What tests need beside Deno, by what they call it. */
const programs = {
  chromium: ["chromium-headless-shell"],
  radicale: ["radicale", "python3-bcrypt", "python3-passlib", "apache2-utils"],
  xandikos: ["xandikos", "nginx-light", "apache2-utils"],
  davical: ["davical", "postgresql", "php-cli", "php-pgsql", "php-curl", "php-xml"],
  cyrus: ["cyrus-caldav", "cyrus-common", "sasl2-bin"],
  mail: ["postfix", "dovecot-imapd", "dovecot-lmtpd"],
  nginx: ["nginx-light"],
  caddy: ["caddy"],
  systemd: ["systemd"],
  "systemd-of-its-own": ["systemd", "dbus"],
  "name-server": ["iproute2"],
  prometheus: ["prometheus"],
  php: ["php-cli"],
  "python-venv": ["python3-venv"],
  "python-caldav": ["python3-caldav", "python3-icalendar"],
  "icalendar-readers": ["python3-icalendar", "gir1.2-ical-3.0", "python3-gi"],
  "busy-readers": ["python3-recurring-ical-events", "gir1.2-ical-3.0", "python3-gi"],
} satisfies Record<string, (keyof typeof packages)[]>;
export type RequiredProgram = keyof typeof programs;

/** These set up a server of their own, with its users. */
const asRoot: RequiredProgram[] = ["davical", "cyrus", "mail", "name-server", "systemd-of-its-own"];

/**
 * Options of a test that needs programs: where one is not installed every runner shows it as ignored, with the command
 * that installs it; where everything must run it runs, and fails.
 */
export function requires(...needed: RequiredProgram[]): { ignore: boolean } {
  if (Deno.env.get("CI") === "true") return { ignore: false };
  const absent = needed.flatMap((name) =>
    programs[name].filter((each) => !isThere(packages[each]))
  );
  const isDenied = needed.some((name) => asRoot.includes(name)) && Deno.uid() !== 0;
  if (absent.length === 0 && !isDenied) return { ignore: false };
  const how = absent.length > 0 ? `apt-get install ${absent.join(" ")}` : "run it as root";
  console.warn(`SKIPPED  what needs ${needed.join(", ")}. To run it: ${how}`);
  return { ignore: true };
}
