/** The verbs of calendar accounts: connect, choose, read, sign in again, disconnect. */
export { acceptUnread, listUnread } from "./connections/accept-unread.ts";
export { choose, writeTo } from "./connections/choose.ts";
export { connect, ConnectWish } from "./connections/connect.ts";
export { beginConsent, callbackOf, endConsent } from "./connections/consent.ts";
export { howRead } from "./connections/how-read.ts";
export { disconnect } from "./connections/disconnect.ts";
export { isAstray, putBack, settleLost } from "./connections/put-back.ts";
export { readAll, serverOf } from "./connections/read-account.ts";
export { lacksSharedAccess } from "./connections/shared-access.ts";
export { signInAgain, syncNow } from "./connections/refresh.ts";
export { FeedWish, subscribe } from "./connections/subscribe.ts";
export { tryWriting } from "./connections/try-writing.ts";
export { listStandings, type Standing } from "./connections/standing.ts";
