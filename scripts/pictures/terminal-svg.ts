/** What a terminal shows, as a picture: the colours of the product's own output, dark on light or light on dark as the reader's page is. */
export const terminalSvg = (text: string, title: string): string => {
  const lines = text
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => cut(runsOf(line), most));
  const columns = Math.max(...lines.map(lengthOf));
  const [width, height] = [Math.ceil(columns * cell.width + 2 * margin), lines.length * cell.height + 2 * margin];
  const row = (runs: readonly Run[], at: number): string =>
    `<text x="${margin}" y="${margin + (at + 0.75) * cell.height}" xml:space="preserve">${runs.map(span).join("")}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${escaped(title)}">
<style>${style}</style>
<rect width="100%" height="100%" rx="6"/>
${lines.map(row).join("\n")}
</svg>
`;
};

/** Columns; what is longer would wrap in most terminals, and is cut here. */
const most = 112;

const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, each) => sum + each.text.length, 0);

const cut = (runs: readonly Run[], room: number): readonly Run[] => {
  const [first, ...rest] = runs;
  if (first === undefined || lengthOf(runs) <= room) return runs;
  return first.text.length < room
    ? [first, ...cut(rest, room - first.text.length)]
    : [{ ...first, text: `${first.text.slice(0, room - 1)}…` }];
};

/** A part of a line that is painted in one way. */
interface Run {
  readonly text: string;
  readonly colours: readonly string[];
}

const cell = { width: 7.85, height: 17 } as const;
const margin = 14;

const style = [
  "rect{fill:#f6f8fa}text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;fill:#1f2328}",
  ".bold{font-weight:600}.dim{fill:#6e7781}.red{fill:#b42318}.green{fill:#1a7f37}.yellow{fill:#8a6100}.cyan{fill:#0a6e8a}",
  "@media(prefers-color-scheme:dark){rect{fill:#161b22}text{fill:#e6edf3}.dim{fill:#8b949e}.red{fill:#ff7b72}.green{fill:#56d364}.yellow{fill:#e3b341}.cyan{fill:#76e3ea}}",
].join("");

const names: Readonly<Record<string, string>> = { "1": "bold", "2": "dim", "31": "red", "32": "green", "33": "yellow", "36": "cyan" };
const ends: Readonly<Record<string, readonly string[]>> = { "22": ["bold", "dim"], "39": ["red", "green", "yellow", "cyan"] };

/** What begins and ends a colour, with its number. */
const colourChange = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`);

/** The runs of one line: the product closes each colour on the line where it began. */
const runsOf = (line: string): readonly Run[] => {
  let colours: readonly string[] = [];
  const runs: Run[] = [];
  for (const [at, piece] of line.split(colourChange).entries()) {
    if (at % 2 === 0) {
      if (piece !== "") runs.push({ text: piece, colours });
    } else if (names[piece] !== undefined) colours = [...colours, names[piece]];
    else colours = colours.filter((each) => ends[piece]?.includes(each) !== true);
  }
  return runs;
};

const span = ({ text, colours }: Run): string =>
  colours.length === 0 ? escaped(text) : `<tspan class="${colours.join(" ")}">${escaped(text)}</tspan>`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
