import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  isOutdated,
  type PageSettings,
  type PageSettingsInput,
  type SeenRevision,
} from "$lib/scheduling/page-settings.ts";
import type { App } from "../app.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { getPageSettings, setPageSettings } from "../store/page-settings.ts";

/** What a host, or a team by its managers, may set of their page. */
type Changes = { [Name in keyof PageSettingsInput]?: PageSettingsInput[Name] | undefined };

/** Changes what is named of a page and leaves the rest; "changed" when `seen` is outdated. */
export async function changePage(
  app: App,
  owner: Owner,
  changes: Changes,
  seen: SeenRevision,
): Promise<Outcome<PageSettings, "busy" | "changed" | "not-found">> {
  const ownerId = ownerIdOf(owner);
  const shown = await getPageSettings(app.kv, ownerId);
  const isNamed = Object.values(changes).some((value) => value !== undefined);
  if (!isNamed && !isOutdated(shown, "texts", seen)) return accepted(shown);
  return await changeAsOwner(app, owner, async (op) => {
    const was = await getPageSettings(app.kv, ownerId);
    if (isOutdated(was, "texts", seen)) return refused("changed");
    const revision = was.revision + 1;
    const settings: PageSettings = {
      ...was,
      welcome: changes.welcome ?? was.welcome,
      footer: changes.footer ?? was.footer,
      accent: changes.accent === undefined ? was.accent : changes.accent,
      hideBranding: changes.hideBranding ?? was.hideBranding,
      countVisits: changes.countVisits ?? was.countVisits,
      revision,
      changedIn: { ...was.changedIn, texts: revision },
    };
    setPageSettings(op, ownerId, settings);
    return accepted(settings);
  });
}
