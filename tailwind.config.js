/** @type {import("tailwindcss").Config} */
export default {
  content: ["./src/**/*.{svelte,html,ts}"],
  darkMode: ["selector", '[data-theme="dark"]'],
};
