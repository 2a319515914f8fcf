/** What CHANGELOG.md says of a version. */

/** Its section without the heading; null where it has none, or where it is not yet released and only those that are count. */
export function releaseNotes(
  changelog: string,
  version: string,
  { released }: { released: boolean },
): string | null {
  const section = changelog.split(/^## /m).slice(1).find((each) => {
    const [heading = ""] = each.split("\n");
    const [, isUnreleased, of] = /^(Unreleased: )?(\d+\.\d+\.\d+(?:-[\w.]+)?)\b/.exec(heading) ??
      [];
    return of === version && !(released && isUnreleased);
  });
  return section === undefined ? null : `${section.slice(section.indexOf("\n")).trim()}\n`;
}
