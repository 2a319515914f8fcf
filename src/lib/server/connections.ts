/** The verbs of calendar accounts: connect, choose, read, sign in again, disconnect. */
export { choose, writeTo } from "./connections/choose.ts";
export { connect, ConnectWish } from "./connections/connect.ts";
export { disconnect } from "./connections/disconnect.ts";
export { readAll } from "./connections/read-account.ts";
export { signInAgain, syncNow } from "./connections/refresh.ts";
export { listStandings, type Standing } from "./connections/standing.ts";
