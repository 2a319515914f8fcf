/** Words for developers, agents and the terminal, which are in English only; no translation has them. */
export { default as agents } from "./agents.ts";
export { default as apiReference } from "./api-reference.ts";
export { default as mcp } from "./mcp.ts";
export { default as operations } from "./operations.ts";

import type apiReference from "./api-reference.ts";

/** The words of the API reference, for its components. */
export type ApiReferenceWords = typeof apiReference;
