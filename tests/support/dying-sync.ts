/** Reads a big calendar in a program of its own and dies by SIGKILL before the commit of a number; says `read` when it got through. */
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { testApp } from "./test-app.ts";
import { readBig } from "./caldav/big-calendar.ts";

const [folder = "", hostId = "", url = "", nth = "0"] = Deno.args;
let left = Number(nth);
const { commit } = Deno.AtomicOperation.prototype;
Deno.AtomicOperation.prototype.commit = async function () {
  if (--left === 0) {
    Deno.kill(Deno.pid, "SIGKILL");
    await new Promise(() => {});
  }
  return await commit.call(this);
};

const outgoing = openHttpClient();
const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
using app = await testApp({ kv: await Deno.openKv(`${folder}/store.kv`), fetch });
console.log(await readBig(app, (await getHost(app.kv, hostId))!, url));
outgoing.close();
