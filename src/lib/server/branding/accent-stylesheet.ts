import { accentShades } from "$lib/scheduling/accent.ts";

/** The stylesheet of an accent colour `#rrggbb`, which stands in for the product's own in both themes. */
export function accentStylesheet(accent: string): string {
  const { light, dark } = accentShades(accent);
  const both = (name: keyof typeof light) => `light-dark(${light[name]}, ${dark[name]})`;
  // Twice, so that it wins over the tokens in whatever order the files arrive.
  return `:root:root {
  --primary: ${both("primary")};
  --primary-strong: ${both("strong")};
  --primary-soft: ${both("soft")};
  --on-primary: ${both("on")};
}
`;
}
