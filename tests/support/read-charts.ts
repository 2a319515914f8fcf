/** The charts of a page as its HTML has them: tables, and the geometry of their drawings. */
export interface ReadChart {
  id: string;
  rows: string[][];
  /** Heights of columns, widths of bars, or levels of cells, in order. */
  sizes: number[];
  tips: string[];
  svg: string | null;
}

/** Every chart of a page's HTML. */
export function readCharts(html: string): ReadChart[] {
  return [...html.matchAll(/<figure [^>]*aria-labelledby="([\w-]+)-title".*?<\/figure>/gs)]
    .map(([figure, id = ""]) => {
      const svg = /<svg [^>]*role="img".*<\/svg>/s.exec(figure)?.[0] ?? null;
      const body = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(figure)?.[1] ?? "";
      const rows = [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)]
        .map(([, row = ""]) =>
          [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => textOf(cell))
        );
      const marks = svg?.split(/(?=<(?:g|rect) data-n=)/).slice(1) ?? [];
      const areRows = marks.every((mark) => !mark.includes('class="bar') || isRow.test(mark));
      return {
        id,
        svg,
        rows,
        sizes: marks.map((mark) => sizeOf(mark, areRows)),
        tips: marks.map((mark) => textOf(/<title>(.*?)<\/title>/s.exec(mark)?.[1] ?? "")),
      };
    });
}

/** Rows are all of one height; a column may have it by chance. */
const isRow = /<rect class="bar[^>]*y="\d+" height="12"/;

function sizeOf(mark: string, areRows: boolean): number {
  const level = /level-(\d)/.exec(mark)?.[1];
  if (level !== undefined) return Number(level);
  const bar = /<rect class="bar[^>]*>/.exec(mark)?.[0];
  if (!bar) return 0;
  return Number((areRows ? /width="([\d.]+)%"/ : /height="([\d.]+)"/).exec(bar)?.[1]);
}

function textOf(html: string): string {
  return html.replace(/<!--.*?-->/gs, "").replaceAll("&amp;", "&").replaceAll("&lt;", "<").trim();
}
