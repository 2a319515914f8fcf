/** A real nginx with a certificate, before a program. */
import { freePort } from "./free-port.ts";
import { type Authority, makeAuthority } from "./certificates.ts";
import { missingProgram } from "./expected-missing.ts";

export interface Nginx extends AsyncDisposable {
  /** `https://localhost:PORT`. */
  address: string;
  authority: Authority;
}

/** Starts it with these lines inside its server, and `around` beside it. Null, said aloud, where it is not installed. */
export async function startNginx(
  lines: string,
  port: number = freePort(),
  around = "",
): Promise<Nginx | null> {
  if (!await isInstalled()) return missingProgram("nginx", "apt-get install nginx-light");
  const folder = await Deno.makeTempDir({ prefix: "nginx-" });
  const authority = await makeAuthority(folder);
  const { cert, key } = await authority.issue("localhost");
  await Deno.writeTextFile(`${folder}/cert.pem`, cert);
  await Deno.writeTextFile(`${folder}/key.pem`, key);
  await Deno.writeTextFile(`${folder}/nginx.conf`, configuration(folder, port, lines, around));
  const child = new Deno.Command("nginx", {
    args: ["-c", `${folder}/nginx.conf`, "-p", folder, "-e", `${folder}/error.log`],
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
    const log = await Deno.readTextFile(`${folder}/error.log`);
    await end();
    throw new Error(log, { cause: error });
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
  throw new Error("nginx did not listen within 10 s");
}

async function isInstalled(): Promise<boolean> {
  try {
    return (await new Deno.Command("nginx", { args: ["-v"], stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
