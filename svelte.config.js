import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import adapter from "svelte-adapter-deno";
import { minifySync } from "vite";

/** The frame of every page as it is sent: without comments and indents, its script minified. */
const template = ".svelte-kit/app.html";
let themeScript = "";
const frame = readFileSync("src/app.html", "utf8")
  .replace(/(<script[^>]*>)(.*?)(<\/script>)/s, (_, start, script, end) => {
    const { code, errors } = minifySync("app.js", script);
    if (errors.length > 0) throw new Error(`app.html: ${errors[0].message}`);
    themeScript = code.trim();
    return start + themeScript + end;
  })
  .replace(/<!--.*?-->/gs, "")
  .replace(/\s*\n\s*/g, "\n");
if (!existsSync(template) || readFileSync(template, "utf8") !== frame) {
  mkdirSync(".svelte-kit", { recursive: true });
  writeFileSync(template, frame);
}

// The framework writes its nonce into the policy only where it adds a script of its own; ours runs on every page.
const themeHash = createHash("sha256").update(themeScript).digest("base64");

/** @type {import("@sveltejs/kit").Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    files: { appTemplate: template },
    // The time is the framework's own, for all but `src/tasks/build-site.ts`.
    version: { name: process.env.BUILD_NAME ?? String(Date.now()) },
    router: { resolution: "server" },
    adapter: withoutServer(adapter({ out: "build", precompress: true })),
    // Ours stands before it, in hooks.server.ts: SvelteKit's lets JSON and bodies without a type through.
    csrf: { trustedOrigins: ["*"] },
    csp: {
      mode: "nonce",
      directives: {
        "default-src": ["self"],
        "script-src": ["self", `sha256-${themeHash}`],
        "img-src": ["self", "data:"],
        // The framework hides its announcer of page titles with this one style attribute.
        "style-src": ["self"],
        "style-src-attr": ["unsafe-hashes", "sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo="],
        "object-src": ["none"],
        "base-uri": ["none"],
        "form-action": ["self"],
      },
    },
    typescript: {
      config: (config) => {
        config.compilerOptions.types = ["deno"];
        // Tests and tasks are checked by Deno, whose own types they use.
        config.include = config.include.filter((path) => !path.startsWith("../test"));
      },
    },
  },
};

/**
 * The adapter has an empty server to bundle, as Vite has bundled the true one with its packages (vite.config.ts), and
 * none of its own listener to copy, as `src/main.ts` has ours.
 */
function withoutServer({ name, adapt }) {
  return {
    name,
    async adapt(builder) {
      const writeServer = (folder) => writeFileSync(`${folder}/index.js`, "export {};");
      await adapt({ ...builder, writeServer, generateManifest: () => "{}", copy: () => [] });
      builder.rimraf("build/server");
      builder.writeServer("build/server");
      const manifest = builder.generateManifest({ relativePath: "./" });
      writeFileSync("build/server/manifest.js", `export const manifest = ${manifest};`);
    },
  };
}
