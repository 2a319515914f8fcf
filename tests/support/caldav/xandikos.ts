/** A second real CalDAV server (Xandikos), behind nginx for its password: alice/alice-pw. */
import { createHash } from "node:crypto";
import { freePort } from "../free-port.ts";
import { missingProgram } from "../expected-missing.ts";

export interface Xandikos {
  address: string;
  as(method: string, url: string, body?: string): Promise<Response>;
  makeCalendar(name: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts it on a free port; null, with a line on the console, where it is not installed. */
export async function startXandikos(): Promise<Xandikos | null> {
  for (const [program, args] of [["xandikos", ["--version"]], ["nginx", ["-v"]]] as const) {
    if (!await runs(program, args)) {
      return missingProgram(program, "apt-get install xandikos nginx-light");
    }
  }
  const folder = await Deno.makeTempDir({ prefix: "xandikos-" });
  const inner = freePort(), outer = freePort();
  await Deno.writeTextFile(
    `${folder}/users`,
    `alice:{SHA}${createHash("sha1").update("alice-pw").digest("base64")}\n`,
  );
  await Deno.writeTextFile(`${folder}/nginx.conf`, configuration(folder, inner, outer));
  const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
  const children = [
    new Deno.Command("xandikos", {
      args: ["-d", `${folder}/data`, "--defaults", "--current-user-principal", "/alice/"]
        .concat("-l", "127.0.0.1", "-p", String(inner)),
      ...quiet,
    }).spawn(),
    new Deno.Command("nginx", {
      args: ["-c", `${folder}/nginx.conf`, "-p", folder, "-e", `${folder}/error.log`],
      ...quiet,
    }).spawn(),
  ];
  const address = `http://127.0.0.1:${outer}`;
  const as: Xandikos["as"] = (method, url, body) =>
    fetch(new URL(url, address), {
      method,
      headers: {
        authorization: `Basic ${btoa("alice:alice-pw")}`,
        ...(body?.startsWith("BEGIN")
          ? { "content-type": "text/calendar" }
          : { depth: "1", "content-type": "application/xml" }),
      },
      ...(body === undefined ? {} : { body }),
    });
  const end = async () => {
    for (const child of children) child.kill("SIGTERM");
    for (const child of children) await child.status;
    await Deno.remove(folder, { recursive: true });
  };
  try {
    await answering(() => as("GET", "/"));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    address,
    as,
    async makeCalendar(name) {
      const url = `${address}/alice/calendars/${name}/`;
      const answer = await as(
        "MKCALENDAR",
        url,
        `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><d:displayname>${name}</d:displayname></d:prop></d:set></c:mkcalendar>`,
      );
      await answer.body?.cancel();
      if (answer.status !== 201) throw new Error(`MKCALENDAR ${name}: ${answer.status}`);
      return url;
    },
    [Symbol.asyncDispose]: end,
  };
}

function configuration(folder: string, inner: number, outer: number): string {
  // Started by root, its workers must still be able to read the folder.
  return `user ${
    Deno.uid() === 0 ? "root" : "nobody"
  }; daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server {
    listen 127.0.0.1:${outer};
    auth_basic "calendars"; auth_basic_user_file ${folder}/users;
    location / { proxy_pass http://127.0.0.1:${inner}; proxy_set_header Host $http_host; }
  }
}
`;
}

async function answering(ask: () => Promise<Response>) {
  for (let attempt = 0; attempt < 300; attempt++) {
    try {
      const answer = await ask();
      await answer.body?.cancel();
      if (answer.status < 500) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error("Xandikos did not start within 15 s");
}

async function runs(program: string, args: readonly string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: [...args] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
