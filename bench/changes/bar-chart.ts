/** One bar; `isCut` where it would be longer. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly isOurs: boolean;
  readonly isCut: boolean;
}

/** Bars on a logarithmic scale, as a picture that is readable on light and on dark pages; each bar bears its number. */
export const barChart = (title: string, bars: readonly Bar[]): string => {
  const height = top + bars.length * step + 8;
  const low = Math.log10(Math.max(1, Math.min(...bars.map(({ value }) => value)) / 2));
  const high = Math.log10(Math.max(...bars.map(({ value }) => value)));
  const widthOf = (value: number): number => Math.max(2, Math.round(((Math.log10(value) - low) / (high - low)) * (width - left - right)));
  const rows = bars.map(({ name, value, isOurs, isCut }, at) => {
    const y = top + at * step;
    const long = widthOf(value);
    const number = `${isCut ? "> " : ""}${Math.round(value).toLocaleString("en")}`;
    return [
      `<text x="${left - 8}" y="${y + 15}" text-anchor="end"${isOurs ? ' font-weight="bold"' : ""}>${escaped(name)}</text>`,
      `<rect x="${left}" y="${y + 3}" width="${long}" height="${step - 8}" rx="2" class="${isOurs ? "ours" : "other"}"/>`,
      `<text x="${left + long + 6}" y="${y + 15}">${number}</text>`,
    ].join("");
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>text{font:13px system-ui,sans-serif;fill:#24292f}.ours{fill:#1a7f37}.other{fill:#8c959f}@media(prefers-color-scheme:dark){text{fill:#d0d7de}.ours{fill:#3fb950}.other{fill:#6e7681}}</style>`,
    `<text x="8" y="20" font-weight="bold">${escaped(title)} (logarithmic)</text>`,
    ...rows,
    "</svg>",
  ].join("\n")}\n`;
};

const [width, left, right, top, step] = [760, 270, 90, 34, 24];

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
