import { clientDocument } from "../client-document.ts";

/** The client in TypeScript. */
export const GET = clientDocument("ts");
