/** A real nginx or Caddy with a certificate, before a program. */
import { freePort } from "./free-port.ts";
import { type Authority, makeAuthority } from "./certificates.ts";
import { missingProgram } from "./expected-missing.ts";
import { isThere, packages } from "./install-programs.ts";

export interface Proxy extends AsyncDisposable {
  /** `https://localhost:PORT`. */
  address: string;
  authority: Authority;
}

const ours = "http://127.0.0.1:8080";
const deploy = new URL("../../docs/deploy/", import.meta.url);
/** Where the pages are that a proxy shows while the program is away. */
const files = new URL("../../static", import.meta.url).pathname;

/** The proxies that docs/deploy has a configuration for, before a program; each is started with it as it stands there. */
export const deployedProxies = {
  async nginx(port: number, to: string) {
    const text = await Deno.readTextFile(new URL("nginx.conf", deploy));
    const [, around = "", inside = ""] = /^([^]*?)^server \{\n([^]*)^\}/m.exec(text) ?? [];
    const lines = inside.replace(/^ +(listen|server_name|ssl_\w+) .*\n/gm, "");
    return await startNginx(lines.replace(ours, to).replace("/srv/invito", files), port, around);
  },
  async caddy(port: number, to: string) {
    const text = await Deno.readTextFile(new URL("Caddyfile", deploy));
    return await startCaddy(
      (tls) =>
        text.replace("book.example.org {", `https://localhost:${port} {\n\ttls ${tls}\n`)
          .replace("127.0.0.1:8080", new URL(to).host).replace("/srv/invito", files),
      port,
    );
  },
};

/** Starts it with these lines inside its server, and `around` beside it. Null, said aloud, where it is not installed. */
export async function startNginx(
  lines: string,
  port: number = freePort(),
  around = "",
): Promise<Proxy | null> {
  if (!isThere(packages["nginx-light"])) {
    return missingProgram("nginx", "apt-get install nginx-light");
  }
  const folder = await Deno.makeTempDir({ prefix: "nginx-" });
  const authority = await makeAuthority(folder);
  const { cert, key } = await authority.issue("localhost");
  await Deno.writeTextFile(`${folder}/cert.pem`, cert);
  await Deno.writeTextFile(`${folder}/key.pem`, key);
  await Deno.writeTextFile(`${folder}/nginx.conf`, configuration(folder, port, lines, around));
  const args = ["-c", `${folder}/nginx.conf`, "-p", folder, "-e", `${folder}/error.log`];
  return await running("nginx", args, { folder, port, authority });
}

/** Starts Caddy with a configuration, given the files of a certificate. Null, said aloud, where it is not installed. */
async function startCaddy(
  configuration: (tls: string) => string,
  port: number,
): Promise<Proxy | null> {
  if (!isThere(packages.caddy)) return missingProgram("Caddy", "apt-get install caddy");
  const folder = await Deno.makeTempDir({ prefix: "caddy-" });
  const authority = await makeAuthority(folder);
  const { cert, key } = await authority.issue("localhost");
  await Deno.writeTextFile(`${folder}/cert.pem`, cert);
  await Deno.writeTextFile(`${folder}/key.pem`, key);
  const text = configuration(`${folder}/cert.pem ${folder}/key.pem`);
  // No port of its own for its administration, none for http.
  await Deno.writeTextFile(
    `${folder}/Caddyfile`,
    `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${text}`,
  );
  const args = ["run", "--config", `${folder}/Caddyfile`, "--adapter", "caddyfile"];
  return await running("caddy", args, { folder, port, authority });
}

interface Started {
  folder: string;
  port: number;
  authority: Authority;
}

async function running(
  command: string,
  args: string[],
  { folder, port, authority }: Started,
): Promise<Proxy> {
  const log = `${folder}/error.log`;
  const child = new Deno.Command("sh", {
    args: ["-c", 'exec "$@" 2>> "$0"', log, command, ...args],
    env: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let ended: Promise<void> | undefined;
  const stop = async () => {
    child.kill("SIGTERM");
    await child.status;
    await Deno.remove(folder, { recursive: true });
  };
  const end = () => ended ??= stop();
  try {
    await listening(port);
  } catch (error) {
    const text = await Deno.readTextFile(log);
    await end();
    throw new Error(text, { cause: error });
  }
  return { address: `https://localhost:${port}`, authority, [Symbol.asyncDispose]: end };
}

function configuration(folder: string, port: number, lines: string, around: string): string {
  // Started by root, its workers must still be able to read the folder.
  return `user ${
    Deno.uid() === 0 ? "root" : "nobody"
  }; daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  ${around}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
    ${lines}
  }
}
`;
}

async function listening(port: number) {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error("it did not listen within 10 s");
}
