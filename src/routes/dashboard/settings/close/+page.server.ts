import { action } from "$lib/server/http/action.ts";
import { AccountClosureInput } from "$lib/scheduling/profile.ts";
import * as account from "$lib/server/hosts/account.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { listOnlyOwnedTeams } from "$lib/server/store/teams.ts";
import { rememberClosure } from "$lib/server/auth/closure-cookie.ts";
import { endBrowserSession } from "$lib/server/auth/session-cookie.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { close: words, title } = messages(host.language, app).dashboard.data;
  const coming = await account.countUpcoming(app, host.id);
  const owned = await listOnlyOwnedTeams(app.kv, host.id);
  return {
    title: words.title,
    words,
    back: title,
    owned: owned.map(({ id, name }) => ({ id, name })),
    ownedText: messages(host.language).dashboard.teams.owned.text,
    coming: coming === 0 ? words.nothingComing : plural(words.coming, coming, host.language),
    anyComing: coming > 0,
    label: format(words.username, { username: host.username }),
  };
};

export const actions: Actions = {
  default: action(
    AccountClosureInput,
    async ({ app, host, event }, input) => {
      const upcoming = await account.countUpcoming(app, host.id);
      const closed = await account.close(app, host.id, input);
      if (!closed.ok) return closed;
      await endBrowserSession(event);
      await rememberClosure(event, { hostId: host.id, upcoming });
      return closed;
    },
    { done: () => "/auth/closed" },
  ),
};
