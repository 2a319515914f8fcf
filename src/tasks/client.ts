import { root } from "./root.ts";
import { buildClient } from "./build-client.ts";

const folder = `${root}/clients/typescript/dist`;
await buildClient(folder);
console.log(`Built ${folder.slice(root.length + 1)}/invito.js and invito.d.ts.`);
