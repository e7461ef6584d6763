/** Who may import whom: one table, from which the import rules and docs/layers.md are made. */

export interface Layer {
  /** Folder under src/. */
  readonly name: string;
  /** What it is, for people. */
  readonly about: string;
  /** Other layers it may import. `"everything"` is for the few places that put the product together. */
  readonly layers: readonly string[] | "everything";
  /** Packages from npm it may import. */
  readonly packages: readonly string[] | "everything";
  /** Modules of Node it may import, without the `node:` prefix. */
  readonly node: readonly string[] | "everything";
  /** Each folder inside is a stranger to its neighbours, except to those named here. */
  readonly strangers?: { readonly except: readonly string[] };
}

/** Sockets and processes belong to `host`: connectors reach the world through its door only. */
const noSockets = ["buffer", "crypto", "path", "url", "util", "stream", "zlib", "fs", "fs/promises", "os", "events", "assert"] as const;

export const layers: readonly Layer[] = [
  { name: "domain", about: "what a release is; pure", layers: [], packages: [], node: ["crypto"] },
  {
    name: "edits",
    about: "text to splice, one file per kind of file",
    layers: ["domain"],
    packages: ["yaml", "toml-eslint-parser"],
    node: [],
  },
  {
    name: "texts",
    about: "one story, many renderings, each escaped for its sink",
    layers: ["domain"],
    packages: ["markdown-it"],
    node: [],
  },
  {
    name: "host",
    about: "what touches the machine: the outbound door, clock, ids, zones, processes",
    layers: ["domain"],
    packages: ["temporal-polyfill"],
    node: "everything",
  },
  { name: "checklist", about: "the release, in order", layers: ["domain", "edits"], packages: [], node: [] },
  {
    name: "engine",
    about: "how a release survives; knows the contract of a step, not one step",
    layers: ["domain"],
    packages: [],
    node: [],
  },
  {
    name: "app",
    about: "what a person can ask for, one verb per file",
    layers: ["domain", "checklist", "engine", "texts", "edits"],
    packages: [],
    node: [],
  },
  {
    name: "config",
    about: "signalbox.yaml to domain types, or problems with positions",
    layers: ["domain"],
    packages: ["zod", "yaml"],
    node: [],
  },
  { name: "store", about: "the journal on disk", layers: ["domain", "engine"], packages: ["zod", "pg", "pg-boss"], node: "everything" },
  {
    name: "connectors",
    about: "the outside world, one folder per system",
    layers: ["domain", "host"],
    packages: ["zod", "aws4fetch", "@rgrove/parse-xml"],
    node: noSockets,
    strangers: { except: [] },
  },
  {
    name: "twins",
    about: "the same systems, local, on one kernel",
    layers: ["domain"],
    packages: ["ajv", "ajv-formats", "zod", "@rgrove/parse-xml"],
    node: "everything",
    strangers: { except: ["kernel"] },
  },
  { name: "world", about: "a whole outside world of twins on loopback", layers: ["domain", "twins"], packages: [], node: "everything" },
  {
    name: "wiring",
    about: "the parts put together, for main alone",
    layers: "everything",
    packages: "everything",
    node: "everything",
  },
  {
    name: "cli",
    about: "the terminal",
    layers: ["app", "domain", "texts"],
    packages: ["zod", "ical-generator"],
    node: ["path", "util", "readline", "readline/promises", "stream", "tty"],
  },
  {
    name: "http",
    about: "the API",
    layers: ["app", "domain", "texts"],
    packages: ["hono", "@hono/node-server", "zod"],
    node: ["http", "crypto", "stream"],
  },
  { name: "web", about: "the pages", layers: ["app", "domain", "texts"], packages: ["hono"], node: [] },
  {
    name: "testing",
    about: "port contracts, temporary repositories, fake clock, crash harness",
    layers: "everything",
    packages: "everything",
    node: "everything",
  },
];

const list = (names: readonly string[] | "everything"): string => {
  if (names === "everything") return "everything";
  return names.length === 0 ? "–" : names.map((name) => `\`${name}\``).join(", ");
};

/** docs/layers.md, generated so that page and rules cannot differ. */
export const layersPage = (): string =>
  [
    "# Who may import whom",
    "",
    "Generated from `scripts/layers.ts`, which `npm run check` enforces; `npm run docs` writes this page.",
    "",
    "| layer | what it is | layers it may import | packages | Node modules |",
    "|---|---|---|---|---|",
    ...layers.map(
      (layer) => `| \`${layer.name}\` | ${layer.about} | ${list(layer.layers)} | ${list(layer.packages)} | ${list(layer.node)} |`,
    ),
    "| `main.ts` | the only file that knows every part | everything | everything | everything |",
    "",
    "- No file is part of a cycle.",
    "- Each folder of `connectors/` and `twins/` is a stranger to its neighbours; twins share `twins/kernel`. A twin and a connector never meet in code: they agree on the wire or not at all.",
    "- `testing` and test files are never imported by the product; test files may import everything.",
    "- Nothing imports `main.ts`.",
    "",
    "```mermaid",
    "flowchart LR",
    ...layers.flatMap(({ name, layers: allowed }) => (allowed === "everything" ? [] : allowed.map((other) => `  ${name} --> ${other}`))),
    "```",
    "",
  ].join("\n");
