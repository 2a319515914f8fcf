/** The bare page behind the product's own listener, so that only the pages differ. */
import { loadAssets, sendAsset } from "../../../src/process/static-files.ts";
import { listen } from "../../../src/process/listener.ts";
import { loadServer } from "../../../src/process/built-server.ts";

const site = await loadServer(new URL("build/", import.meta.url));
const assets = await loadAssets(site.client, {});
await site.init();
const listener = await listen({ hostname: "127.0.0.1", port: 0 }, {
  file: (request, response) => sendAsset(assets, request, response),
  page: (request, client, body) => site.respond(request, client, body),
  origin: (host) => `http://${host}`,
  headers: {},
  onError: (error) => console.error(error),
});
console.log(`http://127.0.0.1:${listener.port}`);
