import { clientDocument } from "../client-document.ts";

/** The client in JavaScript. */
export const GET = clientDocument("js");
