/** A Microsoft account at a fake, as the tests of its calendar open it. */
import { type MicrosoftAccount, openMicrosoft } from "$lib/server/calendars/microsoft/provider.ts";
import { type Through, withFetch } from "../provider-account.ts";
import { type GraphFake, startGraph } from "./calendar-server.ts";

export const work = "AAMkAG-work=";
export const at = ({ start, end }: { start: number; end: number }) => {
  const moment = (instant: number) => ({
    dateTime: new Date(instant).toISOString().replace("Z", "0000"),
    timeZone: "UTC",
  });
  return { start: moment(start), end: moment(end) };
};

/** A Microsoft account with a calendar "work", opened by the product. */
export async function against(
  test: (
    graph: GraphFake,
    open: (zone?: string, more?: Partial<MicrosoftAccount>) => ReturnType<typeof openMicrosoft>,
  ) => Promise<void>,
  through: Through = (fetch) => fetch,
) {
  await using graph = startGraph();
  graph.addCalendar("work");
  const { access } = graph.oauth.grant();
  const bearer = () => Promise.resolve(access);
  await withFetch(through, (fetch) =>
    test(
      graph,
      (zone = "Europe/Berlin", more = {}) =>
        openMicrosoft(fetch, { baseUrl: graph.address, bearer, zone, ...more }),
    ));
}
