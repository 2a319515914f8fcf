/** What a browser asks for, and what comes over the wire, when it opens a page for the first time. */
import type { Browser } from "playwright-core";
import { visit, type VisitOptions } from "./browser.ts";

export interface FirstVisit {
  /** Path and query of each request, in order; an event stream is one. */
  requests: string[];
  /** Headers and bodies as they were received, without those of open streams. */
  bytes: number;
}

/** Opens a page with an empty cache, until nothing more is asked for. */
export async function measureFirstVisit(
  browser: Browser,
  path: string,
  options: VisitOptions,
): Promise<FirstVisit> {
  await using guest = await visit(browser, options);
  const session = await guest.context.newCDPSession(guest.page);
  const requests: string[] = [];
  let bytes = 0;
  session.on("Network.requestWillBeSent", ({ request }) => {
    // An inlined picture is in the page that was counted.
    if (!request.url.startsWith("data:")) requests.push(request.url.replace(options.address, ""));
  });
  session.on(
    "Network.loadingFinished",
    ({ encodedDataLength }) => void (bytes += encodedDataLength),
  );
  await session.send("Network.enable");
  const followed = guest.page.waitForRequest(/\/live\//);
  await guest.page.goto(path);
  await followed;
  await guest.page.waitForFunction(() => !document.querySelector("[data-asking]"));
  return { requests, bytes };
}
