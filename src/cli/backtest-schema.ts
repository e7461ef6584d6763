import { z } from "zod";

const judged = <Facts extends z.ZodType>(facts: Facts) =>
  z.strictObject({
    is: z
      .enum(["same", "differs", "unknown", "none"])
      .describe("as people did it, otherwise, not known from the clone, or nothing to compare with"),
    facts: facts.nullable().describe("null where nothing could be found out"),
    why: z.array(z.string()).describe("a sentence for each difference, or for what is not known"),
  });

const count = z.int().nonnegative();
const commit = z.string().regex(/^[0-9a-f]{40}$/);

const range = z.strictObject({
  previous: z.strictObject({ version: z.string(), tag: z.string() }).nullable().describe("null when everything counts"),
  commits: count,
  merges: count,
  pulls: count.describe("pull requests among the commits"),
  changes: count.describe("changes to tell people about"),
  references: z
    .strictObject({ listed: count, outside: z.array(z.int()).describe("numbers that no commit of the range names") })
    .nullable()
    .describe("what the section of the changelog refers to"),
  comparedWith: z.strictObject({ tag: z.string(), isPreRelease: z.boolean() }).nullable().describe("by the section's heading"),
});

const people = z.strictObject({
  authors: count.describe("e-mails after .mailmap, bots included"),
  external: count,
  staff: count,
  bots: count,
  firstTime: count.nullable(),
  doubtful: count.nullable(),
  thanked: z
    .strictObject({ accounts: count, unknown: z.array(z.string()) })
    .nullable()
    .describe("accounts that the section names"),
});

const files = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string(),
      is: z.enum(["same", "differs", "unknown"]),
      broughtBy: commit.nullable().describe("the commit that brought the version"),
    }),
  ),
  forgotten: z.array(z.string()).describe("files into which that commit wrote the version and that no version-files entry names"),
});

const changelog = z.strictObject({
  file: z.string(),
  heading: z.strictObject({ theirs: z.string(), draft: z.string() }).nullable(),
});

const branch = z.strictObject({
  leftAt: commit.describe("where the line of the release left the main branch"),
  configured: z.string(),
  branches: z.array(z.string()).describe("branches besides the main one that hold the tag"),
});

const date = z.strictObject({
  actual: z.iso.date(),
  planned: z.iso.date().nullable(),
  moved: z.iso.date().nullable(),
  late: z.int().nullable().describe("days after the planned one"),
});

const release = z.strictObject({
  version: z.string(),
  tag: z.string(),
  commit,
  day: z.iso.date().nullable(),
  range: judged(range),
  people: judged(people),
  files: judged(files),
  changelog: judged(changelog),
  branch: judged(branch),
  date: judged(date),
  notes: z.array(z.string()),
});

const tally = z.strictObject({ same: count, differs: count, unknown: count, none: count });

/** What `signalbox backtest --json` prints. */
export const backtestDocument = z
  .strictObject({
    ok: z.literal(true),
    exit: z.union([z.literal(0), z.literal(1)]).describe("1 only with --strict, where something differs"),
    train: z.string(),
    guessed: z.boolean().describe("whether the configuration is what init would write"),
    place: z.string(),
    name: z.string(),
    pattern: z.string(),
    counted: z.strictObject({ tags: count, releases: count }),
    releases: z.array(release).describe("newest first"),
    tally: z.strictObject({ range: tally, people: tally, files: tally, changelog: tally, branch: tally, date: tally }),
    notes: z.array(z.string()),
    html: z.string().optional().describe("the page that was written"),
  })
  .meta({ title: "A backtest of Signalbox", description: "What `signalbox backtest --json` prints." });

/** docs/backtest.schema.json. */
export const backtestSchemaFile = (): string => `${JSON.stringify(z.toJSONSchema(backtestDocument), null, 2)}\n`;
