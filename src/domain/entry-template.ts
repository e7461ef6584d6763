/**
 * How a project writes one entry, as a template: `{text}` between what stands before and behind it. The other parts are `{number}` (pull request),
 * `{issue}` (the issue it closes), `{short}` and `{commit}` (ids of the commit), `{handle}` (the author's account) and `{repository}` (its address).
 */
export type EntryTemplate = string;

/** One entry taken apart. */
export interface ReadEntry {
  readonly text: string;
  readonly template: EntryTemplate;
}

/** What an entry can be filled with; a part that is not known is left out. */
export interface EntryValues {
  readonly text: string;
  readonly number?: string;
  readonly issue?: string;
  readonly commit: string;
  readonly handle?: string;
  readonly repository: string;
}

/** Takes the first line of an entry apart, without its bullet. References inside the sentence are text. Linear in its length, and reads 2,000 characters. */
export const readEntry = (line: string): ReadEntry => {
  const { marked, parts } = withMarks(line.slice(0, 2000).trimEnd());
  const trail = trailOf(marked);
  const rest = marked.slice(0, marked.length - trail.length);
  const lead = leadOf(rest);
  const whole = (text: string): string => text.replaceAll(anyMark, (mark) => parts[markNumber(mark)]?.text ?? "");
  const template = (text: string): string => onceEach(text, parts).replaceAll(anyMark, (mark) => templateOf(mark, parts));
  return { text: whole(rest.slice(lead.length)).trim(), template: `${template(lead)}{text}${template(trail)}` };
};

/**
 * Fills the first of the templates, most usual first, whose every part is known and that refers to the change wherever the most usual one does. Where
 * none fits, the most usual one is filled, and what stands around a part that is not known goes with it: an author without an account costs no number.
 */
export const fillEntry = (templates: readonly EntryTemplate[], values: EntryValues): string => {
  const known: Readonly<Record<string, string | undefined>> = {
    ...values,
    short: values.commit.slice(0, 7),
    issue: values.issue ?? values.number,
  };
  const wanted = (template: string): readonly string[] => [...template.matchAll(anyPart)].map((found) => found[1] ?? "");
  const refers = (template: string): boolean => wanted(template).some((name) => known[name] !== undefined && references.has(name));
  const [first = "{text}"] = templates;
  const usual =
    templates.find((template) => wanted(template).every((name) => known[name] !== undefined) && (refers(template) || !refers(first))) ??
    first;
  const missing = wanted(usual).filter((name) => known[name] === undefined);
  return missing
    .reduce(without, usual)
    .replaceAll(anyPart, (whole, name: string) => known[name] ?? whole)
    .trim();
};

/**
 * A text with its `(#12)` linked as the number of the entry is, where a tool wrote the entries: it links every number, also those in a subject that
 * quotes another. Where an entry links no commit people wrote it, and what they named is left as it is.
 */
export const linkNumbers = (text: string, [first = ""]: readonly EntryTemplate[], repository: string): string => {
  const address = /\[#\{(?:number|issue)\}\]\(([^()\s]{1,300})\)/.exec(first)?.[1];
  if (address === undefined || !first.includes("[{short}](")) return text;
  const linked = address.replaceAll("{repository}", () => repository);
  return text.replaceAll(/\(#(\d{1,9})\)/g, (_, number: string) => `([#${number}](${linked.replaceAll(/\{(?:number|issue)\}/g, number)}))`);
};

const references: ReadonlySet<string> = new Set(["number", "issue"]);
const anyPart = /\{(text|number|issue|short|commit|handle|repository)\}/g;

interface Part {
  readonly is: "number" | "link" | "address" | "commit" | "handle";
  /** As it stood there. */
  readonly text: string;
  readonly template: string;
  /** The number it names, where it names one. */
  readonly number: string;
}

// Private-use characters stand for the parts while the rest of the line is looked at; a text that holds such a character itself keeps it as text.
const firstMark = 0xe100;
const anyMark = /[\ue100-\ue1ff]/g;
const markNumber = (mark: string): number => mark.charCodeAt(0) - firstMark;

const partPattern =
  /\[#(?<linked>\d{1,9})\]\((?<link>https?:\/\/[^()\s]{1,300})\)|\[(?<short>[0-9a-f]{7,12})\]\((?<commit>https?:\/\/[^()\s]{1,300}\/commit\/[0-9a-f]{40})\)|\[@(?<account>[\w-]{1,60})\]\(https?:\/\/[^()\s/]{1,100}\/[\w-]{1,60}\)|(?<address>https?:\/\/[^()\s/]{1,100}\/[^()\s/]{1,100}\/[^()\s/]{1,100}\/(?:pull|issues)\/(?<at>\d{1,9}))(?![\w/#-])|(?<![\w&/#])#(?<plain>\d{1,9})\b|(?<![\w/.])@(?<mention>[A-Za-z\d][\w-]{0,60}(?:\[bot\])?)/g;

const withMarks = (line: string): { readonly marked: string; readonly parts: readonly Part[] } => {
  const parts: Part[] = [];
  const marked = line.replaceAll(anyMark, "\ufffd").replaceAll(partPattern, (text, ...rest) => {
    if (parts.length > 200) return text;
    parts.push(partOf(text, rest.at(-1) as Readonly<Record<string, string | undefined>>));
    return String.fromCharCode(firstMark + parts.length - 1);
  });
  return { marked, parts };
};

const partOf = (text: string, found: Readonly<Record<string, string | undefined>>): Part => {
  const { linked, link, commit, account, address, at, plain } = found;
  if (linked !== undefined) return { is: "link", text, number: linked, template: `[#{number}](${addressTemplate(link ?? "")})` };
  if (commit !== undefined) return { is: "commit", text, number: "", template: "[{short}]({repository}/commit/{commit})" };
  if (account !== undefined) return { is: "handle", text, number: "", template: "[@{handle}](https://github.com/{handle})" };
  if (address !== undefined) return { is: "address", text, number: at ?? "", template: addressTemplate(address) };
  if (plain !== undefined) return { is: "number", text, number: plain, template: "#{number}" };
  return { is: "handle", text, number: "", template: "@{handle}" };
};

const addressTemplate = (address: string): string =>
  address.replace(/^https?:\/\/[^/]+\/[^/]+\/[^/]+\/(.*?)\d+$/, (_, path: string) => `{repository}/${path}{number}`);

/** Two references of one kind beside each other are one reference to the template; a number that only a link to issues names is an issue's. */
const onceEach = (text: string, parts: readonly Part[]): string =>
  text.replaceAll(/([\ue100-\ue1ff])((?:[ ,]+[\ue100-\ue1ff])+)/g, (whole, first: string, others: string) => {
    const kind = parts[markNumber(first)]?.is;
    return [...others.matchAll(anyMark)].every(([mark]) => parts[markNumber(mark)]?.is === kind) ? first : whole;
  });

const templateOf = (mark: string, parts: readonly Part[]): string => {
  const part = parts[markNumber(mark)];
  if (part === undefined) return "";
  const isIssue = /\/issues\/\{number\}/.test(part.template) && !parts.some((other) => other !== part && other.number === part.number);
  return isIssue ? part.template.replaceAll("{number}", "{issue}") : part.template;
};

const glueCharacter = /[\s(),;:.–—-]/;
const glueWords = ["by", "in", "closes", "thanks", "thank", "you", "to", "see", "via", "and", "from", "refs", "fixes"];

/** What stands behind the sentence: references and what joins them, with its brackets in pairs; empty without a reference. */
const trailOf = (marked: string): string => {
  let start = marked.length;
  while (start > 0) {
    const character = marked[start - 1] ?? "";
    const word = /[a-z]/i.test(character) ? glueWords.find((each) => endsWithWord(marked.slice(0, start), each)) : undefined;
    if (word !== undefined) start -= word.length;
    else if (glueCharacter.test(character) || isMark(character)) start -= 1;
    else break;
  }
  const first = [...marked.slice(start)].findIndex(isMark);
  if (first < 0) return "";
  for (let at = start; at <= start + first; at += 1) {
    const trail = marked.slice(at);
    if (isPaired(trail) && !/^[)\]]/.test(trail) && (at === 0 || !isWordPart(marked, at))) return trail;
  }
  return "";
};

/** What stands before the sentence: references and what parts them from it. */
const leadOf = (marked: string): string => {
  const lead = /^(?=[\s([]*[\ue100-\ue1ff])[\s()[\],;:–—\ue100-\ue1ff-]+/.exec(marked)?.[0] ?? "";
  return isPaired(lead) ? lead : "";
};

const isMark = (character: string): boolean => /[\ue100-\ue1ff]/.test(character);

const endsWithWord = (text: string, word: string): boolean =>
  text.slice(-word.length).toLowerCase() === word && !/[\p{L}\p{N}_'-]/u.test(text.at(-word.length - 1) ?? " ");

/** Whether a cut here would part a word. */
const isWordPart = (text: string, at: number): boolean => /[a-z]/i.test(text[at] ?? "") && !/\s/.test(text[at - 1] ?? " ");

const isPaired = (text: string): boolean => {
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
};

/** Takes one part out of a template, with its link and the words that lead to it, and leaves no empty brackets behind. */
const without = (template: string, name: string): string =>
  template
    .replaceAll(/\[[^\][]*\]\([^()]*\)|[^\s(]*\{[a-z]+\}[^\s(),;]*/g, (part) =>
      part.includes(`{${name}}`) && !part.includes("{text}") ? "\0" : part,
    )
    .replaceAll(new RegExp(`(?:\\b(?:${glueWords.join("|")})\\b\\s*)*#?\\0`, "gi"), "\0")
    .replaceAll(/[(]\s*\0\s*[)]/g, "\0")
    .replaceAll(/[(]\s*\0\s*(?:in|by)?\s*/g, "(")
    .replaceAll(/[\s,;:–—-]*\0/g, "")
    .replaceAll(/\(\s*\)/g, "");
