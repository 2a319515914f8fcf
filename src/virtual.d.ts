/** Written by `vite.config.ts`. */
declare module "virtual:client-source" {
  const source: import("./lib/openapi/client-file.ts").ClientSource;
  export default source;
}
