import type { Category } from "./category.ts";
import { type Change, entries } from "./change.ts";
import { type ChangelogForm, groupFor } from "./changelog-form.ts";
import { formatDate } from "./date-form.ts";
import { handleOf, type Person } from "./person.ts";
import type { PlainDate } from "./plain-date.ts";
import { formatVersion, type Version } from "./version.ts";

export interface SectionRequest {
  readonly changes: readonly Change[];
  readonly people: readonly Person[];
  readonly version: Version;
  readonly previous: Version | undefined;
  readonly date: PlainDate;
  readonly form: ChangelogForm;
  /** `https://github.com/owner/name`, for links. */
  readonly repositoryUrl: string;
  /** Makes hostile text plain text of the changelog's markup; every subject goes through it. */
  readonly escape: (text: string) => string;
}

/** The section of a new version in the project's form: heading line, entries in the order of the changes within their groups, one newline at the end. */
export const draftSection = (request: SectionRequest): string => {
  const { changes, form } = request;
  const listed = entries(changes).filter(({ category }) => form.lists === "all" || !quiet.has(category));
  const gap = "\n".repeat(1 + form.gap);
  const heading = headingOf(request);
  if (listed.length === 0) return `${heading}\n`;
  const inOrder = form.grouping.is === "flat" ? listed : inGroups(listed, form).flatMap((group) => group.changes);
  if (form.grouping.is !== "headings") return `${heading}${gap}${inOrder.map((change) => lineOf(change, request)).join("\n")}\n`;
  const { template } = form.grouping;
  const grouped = inGroups(listed, form).map(
    ({ name, changes: some }) =>
      `${template.replace("{category}", () => name)}${gap}${some.map((change) => lineOf(change, request)).join("\n")}`,
  );
  return `${heading}${gap}${grouped.join("\n\n")}\n`;
};

/** What readers of a hand-picked changelog do not look for. */
const quiet: ReadonlySet<Category> = new Set(["internal", "dependency", "docs"]);

const headingOf = ({ form, version, previous, date }: SectionRequest): string =>
  fill(form.heading, {
    version: formatVersion(version),
    minor: `${version.major}.${version.minor}`,
    previous: previous === undefined ? "" : formatVersion(previous),
    date: formatDate(date, form.date),
  });

const inGroups = (
  listed: readonly Change[],
  form: ChangelogForm,
): readonly { readonly name: string; readonly changes: readonly Change[] }[] => {
  const byName = new Map<string, Change[]>(form.groups.map(({ name }) => [name, []]));
  for (const change of listed) {
    const name = groupFor(change.category, form.groups)?.name ?? "Other changes";
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [change]);
    else others.push(change);
  }
  return [...byName].filter(([, changes]) => changes.length > 0).map(([name, changes]) => ({ name, changes }));
};

const lineOf = (change: Change, request: SectionRequest): string => {
  const { form, repositoryUrl, people } = request;
  const word =
    form.grouping.is === "words" ? fill(form.grouping.template, { category: groupFor(change.category, form.groups)?.name ?? "Other" }) : "";
  const values = {
    text: request.escape(textOf(change, form)),
    reference:
      form.reference !== undefined && change.pull !== undefined
        ? fill(form.reference, { number: String(change.pull), repository: repositoryUrl })
        : "",
    mention: mentionOf(change, form, people),
  };
  const entry = (["reference", "mention"] as const).reduce(
    (template, part) => (values[part] === "" ? without(template, part) : template),
    form.entry,
  );
  return `${form.bullet}${word}${fill(entry, values)}`;
};

const textOf = ({ type, scope, breaking, summary }: Change, form: ChangelogForm): string => {
  if (form.text === "subject" && type !== undefined)
    return `${type}${scope === undefined ? "" : `(${scope})`}${breaking ? "!" : ""}: ${summary}`;
  return form.capital ? summary.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : summary;
};

const mentionOf = ({ author }: Change, form: ChangelogForm, people: readonly Person[]): string => {
  const email = author.email.toLowerCase();
  const handle = (people.find((person) => person.email === email)?.handle ?? handleOf(email))?.replace(/\[bot\]$/i, "");
  return form.mention === undefined || handle === undefined ? "" : fill(form.mention, { handle });
};

const without = (template: string, part: string): string => template.replace(new RegExp(`^\\{${part}\\}[\\s:–-]*|\\s*\\{${part}\\}`), "");

/** Fills each `{name}` once over the whole template, so that braces inside a value stay as they are. */
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? whole) : whole));
