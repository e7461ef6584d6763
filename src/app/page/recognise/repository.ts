import { isPlainRef } from "../../init/safe-word.ts";
import type { PageLine, Passage } from "../checklist-lines.ts";
import { left, missing, said, section } from "../draft.ts";
import { optionOf } from "../shell-words.ts";
import { versionWords } from "../version-words.ts";
import { codesOf, commandsOf, type Doubt, partsOf, type Reading, type Recognised, type Recogniser } from "./reading.ts";

/** The release branch: a line that starts one, by its words or by git's, and the name in it or elsewhere on the page. */
export const branch: Recogniser = ({ lines, passages }) => {
  const line = lines.find((each) =>
    (each.as === "heading" ? partsOf(each) : [each]).some(
      ({ text }) => starts.test(text) && !/\bcherry|\bsync\b|\bmerge\b|\bdependenc/i.test(text),
    ),
  );
  const named = [line, ...lines, ...passages].find((each) => each !== undefined && nameIn(each) !== undefined);
  const name = named === undefined ? undefined : nameIn(named);
  const main = mainBranch(lines, passages);
  const draft = section({
    repository: section({
      main: main === undefined ? left("main") : said(main.name, main.line),
      branch:
        name === undefined || named === undefined
          ? missing("release-{version}", "no name of a release branch on the page; this is the usual one")
          : said(name.template, named.line),
    }),
  });
  const doubts: readonly Doubt[] =
    name?.isPart === true && named !== undefined
      ? [{ line: named.line, says: "the page's branch holds two numbers of the version; here each release has a branch with all of it" }]
      : [];
  return [{ item: "cut-branch", lines: line === undefined ? [] : [line], draft, doubts }];
};

const starts = /\b(?:start|create|creating|cut|make|initiate|prepare|push)\b[^.]{0,60}\bbranch\b|\bbranch off\b|\bcode freeze\b/i;

const nameIn = (passage: Passage | PageLine): { readonly template: string; readonly isPart: boolean } | undefined => {
  const made = "details" in passage ? commandsOf(passage).flatMap(({ words }) => madeBranch(words)) : [];
  const codes = "details" in passage ? codesOf(passage) : passage.codes;
  const words = [...passage.text.matchAll(/\b(?:branch\s+\w+\s+into|branch(?:\s+called|\s+named)?)\s+(\S{3,80})/gi)].map(
    (each) => each[1] ?? "",
  );
  for (const text of [...made, ...codes, ...words]) {
    const { template, names } = versionWords(text.replace(/[.,;:]+$/, ""));
    const whole = template.replace("{major}.{minor}", "{version}");
    if (
      names === "none" ||
      !/rel|stable/i.test(template) ||
      !/^[^{}]*\{version\}[^{}]*$/.test(whole) ||
      /unstable|sync|notes/i.test(template)
    )
      continue;
    if (isPlainRef(whole.replace("{version}", "1.2.3")) && !/\.(?:md|ya?ml|json|txt)$/.test(whole))
      return { template: whole, isPart: names === "part" };
  }
  return undefined;
};

const madeBranch = (words: readonly string[]): readonly string[] => {
  if (words[0] !== "git") return [];
  const made =
    words[1] === "checkout" || words[1] === "switch"
      ? optionOf(words, "-b", "-B", "-c", "-C")
      : words[1] === "branch"
        ? words[2]
        : undefined;
  return made === undefined ? [] : [made];
};

/** `main` is also a plain word, so it counts only as code, or where it is called a branch. */
const mainBranch = (
  lines: readonly PageLine[],
  passages: readonly Passage[],
): { readonly name: string; readonly line: number } | undefined => {
  const all = [...passages, ...lines.flatMap(partsOf)];
  for (const pattern of [
    /\bbranch(?:es|ing)?\s+(main|master|trunk|develop)\s+into\b/i,
    /\b(?:from|based on|off|into|to)\s+(?:the\s+)?(main|master|trunk|develop)\s+branch\b/i,
    /\b(main|master|trunk|develop)\s+branch\b/i,
  ])
    for (const { text, line } of all) {
      const name = pattern.exec(text)?.[1];
      if (name !== undefined) return { name, line };
    }
  const found = all.flatMap(({ codes, line }) =>
    codes.flatMap((code) => (/^(?:main|master|trunk|develop)$/.test(code) ? [{ name: code, line }] : [])),
  );
  return found[0];
};

/** The tag: git's own command, a script that pushes it, or a line that begins with the word. */
export const tag: Recogniser = ({ lines }) => {
  const taken = lines.filter((line) => isTagLine(line));
  if (taken.length === 0) return [];
  const found =
    taken.flatMap((line) => commandsOf(line).flatMap(tagIn))[0] ??
    taken.flatMap((line) =>
      [...codesOf(line), ...scripts(line).flatMap((code) => code.split(" "))].flatMap((code) => tagName(code, line.line)),
    )[0];
  const repository = section({
    tag: found === undefined ? missing("v{version}", "no name of a tag on the page; this is the usual one") : said(found.name, found.on),
    "tag-message": found?.message === undefined ? left("Version {version}") : said(found.message, found.on),
  });
  return [{ item: "tag-release", lines: taken, draft: section({ repository }) }];
};

const isTagLine = (line: PageLine): boolean =>
  /^(?:\W|\d|locally\s)*(?:git )?(?:tag\b|(?:create|make|push|sign|add|cut)\s+(?:\S+\s+){0,4}tag\b)|\bpush(?:es)? (?:the |that |a )?(?:\S+ ){0,2}tag\b/i.test(
    line.text,
  )
    ? !/\bdocker tag\b|\bimage tag\b|\bnew tag"|\bcandidate\b|\brc\d?\b|\blibrary\b/i.test(line.text)
    : scripts(line).length > 0 ||
      (commandsOf(line).some(({ words }) => tagIn({ words, on: 0 }).length > 0) && !/\blibrary\b|\bcandidate\b/i.test(line.text));

/** A script of the project's own that makes the tag. */
const scripts = (line: PageLine): readonly string[] =>
  (line.as === "heading" ? codesOf(line) : line.codes).filter((code) => /\btag[-_]release|release[-_]tag/.test(code));

const tagIn = ({ words, on }: { readonly words: readonly string[]; readonly on: number }): readonly Tagged[] => {
  if (words[0] !== "git" || words[1] !== "tag") return [];
  const message = optionOf(words, "-m", "--message", "-am", "-sm");
  const name = words.find((word, at) => at > 1 && !word.startsWith("-") && !/^-(?:[as]?m|u|F|-message)$/.test(words[at - 1] ?? ""));
  return name === undefined ? [] : tagName(name, on).map((each) => ({ ...each, ...(message === undefined ? {} : messageOf(message)) }));
};

interface Tagged {
  readonly name: string;
  readonly on: number;
  readonly message?: string;
}

const tagName = (text: string, on: number): readonly Tagged[] => {
  const { template, names } = versionWords(text);
  return names === "version" &&
    /^[^{}]*\{version\}$/.test(template) &&
    !/rel.*-/.test(template) &&
    isPlainRef(template.replace("{version}", "1.2.3"))
    ? [{ name: template, on }]
    : [];
};

const messageOf = (message: string): { readonly message?: string } =>
  message.length > 200 || /[\p{Cc}]/u.test(message) ? {} : { message: versionWords(message).template };

/** A page that says that only fixes board has a freeze to guard. */
export const freeze: Recogniser = ({ lines, passages }: Reading): readonly Recognised[] => {
  const all = [...passages, ...lines.flatMap(partsOf)];
  const found = all.find(({ text }) =>
    /\bonly\s+(?:critical\s+)?(?:bug[- ]?fixes|fixes)\b[^.]{0,80}\b(?:merge|allow|accept|land|go)/i.test(text),
  );
  if (found === undefined) return [];
  return [
    {
      item: "guard-branch",
      lines: [],
      draft: section({ freeze: section({ admits: said(["fix", "revert"], found.line), label: left("release-blocker") }) }),
    },
  ];
};

/** Commands that do more than the line means, or something else on another machine. */
export const commandDoubts = (lines: readonly PageLine[]): readonly Doubt[] =>
  lines.flatMap((line) =>
    commandsOf(line).flatMap(({ words, line: written, on }) => {
      if (words[0] !== "git") return [];
      return [
        ...(/(?:\.\.|\s)head(?:\s|$)/.test(written)
          ? [{ line: on, says: "`head` in small letters is HEAD only where file names have no case; the exact commits are used instead" }]
          : []),
        ...(words[1] === "push" && words.includes("--tags")
          ? [{ line: on, says: "`--tags` pushes every tag that the clone has; only the release's own tag is pushed" }]
          : []),
        ...(words[1] === "push" && words.some((word) => word === "--force" || word === "-f")
          ? [{ line: on, says: "a push by force may take away what others pushed; nothing is ever pushed so" }]
          : []),
      ];
    }),
  );
