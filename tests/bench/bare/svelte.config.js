import adapter from "svelte-adapter-deno";

/** @type {import("@sveltejs/kit").Config} */
export default {
  kit: { adapter: adapter({ out: "build" }) },
};
