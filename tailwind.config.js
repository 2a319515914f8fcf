/** @type {import("tailwindcss").Config} */
export default {
  content: [],
  darkMode: ["selector", '[data-theme="dark"]'],
};
