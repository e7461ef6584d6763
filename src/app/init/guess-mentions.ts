import { structureOf } from "../../domain/structured-file.ts";
import { fillTemplate } from "../../domain/template.ts";
import type { TextRange } from "../../domain/text-range.ts";
import { versionNames } from "../../domain/version-names.ts";
import { applyEdit } from "../../edits/apply-edit.ts";
import { editAt } from "../../edits/edit-at.ts";
import { findMentions, type Mention } from "./find-mentions.ts";
import type { GuessedFile } from "./guessed-file.ts";
import { ownWords } from "./own-words.ts";
import { placeOfEvery, placeOfMention } from "./place-of-mention.ts";
import { titleOf } from "./readme-title.ts";
import { isIssueForm, isLock, isReadme, mayMentionVersion, type RepositorySurvey, textsOf } from "./repository-survey.ts";
import { isTelling, parseStanding, type Spelling } from "./standing-version.ts";

/** Texts that mean the product's version. */
export interface Sought {
  readonly spellings: readonly Spelling[];
  /** Of patches before the previous one: an issue form that asks for one of these was forgotten since. */
  readonly earlier: readonly Spelling[];
}

/**
 * Places that name the version elsewhere: a value under a key that speaks of versions or tags, an assignment to a version, an image of the
 * product's own, a badge or an address of the product in its README. Everything of a chart's folder counts.
 */
export const guessMentions = (
  survey: RepositorySurvey,
  known: readonly GuessedFile[],
  { spellings, earlier }: Sought,
): readonly GuessedFile[] => {
  const own = ownWords(survey);
  const charts = known.flatMap(({ file }) => (/(?:^|\/)Chart\.ya?ml$/.test(file) ? [file.slice(0, file.lastIndexOf("/") + 1)] : []));
  return textsOf(survey)
    .filter(({ file }) => mayMentionVersion(file) && !isLock(file))
    .flatMap(({ file, text }) => {
      const taken = known.filter((each) => each.file === file).flatMap((each) => rangeOf(text, each));
      const current = findMentions(file, text, spellings).filter(
        ({ start, end }) => !taken.some((each) => each.start < end && start < each.end),
      );
      const found = current.length === 0 && isIssueForm(file) ? findMentions(file, text, earlier) : current;
      if (charts.some((folder) => file.startsWith(folder))) return inChart(file, text, found);
      return found.length === 0 ? [] : [...imagesIn(file, text, found, own), ...singlesIn(file, text, found, own)];
    });
};

/** Every mention in a chart's folder, but for what the chart depends on. */
export const inChart = (file: string, text: string, mentions: readonly Mention[]): readonly GuessedFile[] =>
  mentions
    .slice(0, mostSingles)
    .filter(({ value }) => value?.keys[0] !== "dependencies")
    .flatMap((each) => guess(file, text, each));

/** Where a version stands more often than this, no person wrote it there place by place. */
const mostSingles = 40;

const guess = (file: string, text: string, mention: Mention): readonly GuessedFile[] => {
  const named = placeOfMention(file, text, mention);
  if (named === undefined) return [];
  const { onMain } = mention.spelling;
  const later = onMain === undefined ? {} : { onMain: named.to.replace("{version}", () => onMain) };
  return [{ file, ...named, ...later, holds: mention.value?.value ?? mention.spelling.text }];
};

/** Images of the product's own, `quay.io/acme/app:v1.2.3`: those that stand several times change together. */
const imagesIn = (file: string, text: string, mentions: readonly Mention[], own: readonly string[]): readonly GuessedFile[] => {
  const byImage = new Map<string, Mention[]>();
  for (const each of mentions) {
    const image = imageBefore(each.before, own);
    if (image !== undefined) byImage.set(image, [...(byImage.get(image) ?? []), each]);
  }
  return [...byImage].flatMap(([image, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const alone = all.length === 1 ? guess(file, text, first) : [];
    if (alone.length > 0) return alone;
    const every = placeOfEvery(file, text, first, image);
    return every === undefined ? [] : [{ file, ...every, holds: first.spelling.text }];
  });
};

const imageBefore = (before: string, own: readonly string[]): string | undefined => {
  const image = /(?:[\w.-]+(?::\d{1,5})?\/)*[\w.-]+:(?:[a-z]+-)?v?$/i.exec(before.slice(-200))?.[0];
  return image?.includes("/") &&
    image
      .toLowerCase()
      .split(/[/:]/)
      .some((part) => own.includes(part))
    ? image
    : undefined;
};

const singlesIn = (file: string, text: string, mentions: readonly Mention[], own: readonly string[]): readonly GuessedFile[] =>
  (mentions.length > mostSingles ? [] : mentions)
    .filter((each) => imageBefore(each.before, own) === undefined && speaksOfUs({ file, text }, each, own))
    .filter((each) => isRare(each.spelling) || isOurs(file, each, own))
    .flatMap((each) => guess(file, text, each));

const isRare = ({ text }: Spelling): boolean => {
  const standing = parseStanding(text.replaceAll(", ", "."));
  return standing !== undefined && isTelling(standing);
};

/** What speaks of this product whatever its version is: what its people ask of reporters, and what stands at its own name. */
const isOurs = (file: string, { value }: Mention, own: readonly string[]): boolean =>
  isIssueForm(file) ||
  (value?.at ?? "")
    .toLowerCase()
    .split(/[^\w-]+/)
    .some((part) => own.includes(part));

const speaksOfUs = (
  { file, text }: { readonly file: string; readonly text: string },
  mention: Mention,
  own: readonly string[],
): boolean => {
  if (mention.value !== undefined) return isVersionValue(mention);
  if (isReadme(file)) return isBadgeOrAddress(mention, own) || endsTitle(text, mention);
  return structureOf(file) === undefined && !/\.(?:md|markdown|rst|adoc|txt|html?)$/i.test(file) && isAssignment(mention);
};

/** A value that is the version and nothing else, under a key that says so; what others are asked for is theirs. */
const isVersionValue = ({ value, spelling }: Mention): boolean => {
  if (value === undefined || value.keys.some((key) => typeof key === "string" && foreign.test(key))) return false;
  const key = value.keys.findLast((each) => typeof each === "string") ?? "";
  const rest = value.value.replace(spelling.text, "");
  return /^v?$/.test(rest)
    ? /version|^release$|tag$|placeholder/i.test(String(key))
    : /^:?[a-z]+-v?$/i.test(rest) && /image|tag$|^default$/i.test(String(key));
};

const foreign = /dependencies$|^requires?$|^requirements$|^engines$|^overrides$|^resolutions$|^constraints$|^plugins$|^repos$/i;

/** `version: '1.2.3'`, `APP_VERSION = "v1.2.3"`, `__version__: Final = (1, 2, 3)`. */
const isAssignment = ({ before }: Mention): boolean =>
  /version\b[\w\]["', :-]{0,60}[=:]\s{0,4}[("'`]{0,2}v?$/i.test(before.slice(-120).replaceAll("[", "]"));

const isBadgeOrAddress = ({ before }: Mention, own: readonly string[]): boolean => {
  const near = before.slice(-120).toLowerCase();
  return /badge\/[\w%-]*(?:version|release|v)-v?$/.test(near) || (/[/@:=]v?$/.test(near) && own.some((word) => near.includes(word)));
};

/** `# The shop 1.2.3`, before anything else of the README. */
const endsTitle = (text: string, { start, end }: Mention): boolean => {
  const title = titleOf(text);
  return title !== undefined && start > title.start && end === title.end;
};

/** The bytes that a known place covers: what changes when another version is written there. */
const rangeOf = (text: string, { file, place, to }: GuessedFile): readonly TextRange[] => {
  const written = fillTemplate(to, { ...versionNames("987.654.321"), day: "0000-00-00" });
  const edited = typeof written === "string" ? applyEdit(text, editAt(file, place, written)) : undefined;
  if (edited?.is !== "edited") return [];
  let start = 0;
  while (start < text.length && text[start] === edited.text[start]) start += 1;
  let behind = 0;
  while (behind < text.length - start && text.at(-1 - behind) === edited.text.at(-1 - behind)) behind += 1;
  return [{ start, end: text.length - behind }];
};
