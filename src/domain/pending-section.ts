import { mergeDraft } from "./merge-draft.ts";
import { type PastChangelog, type PastSection, preReleasesOf } from "./past-sections.ts";
import { withoutUnderline } from "./underline.ts";
import { compareVersions, formatVersion, isPreRelease, type Version } from "./version.ts";
import { numbersNamed } from "./written-entries.ts";

/** What people began to write about a version before it is released. */
export interface Pending {
  /** Without the heading line; at least one line of text. */
  readonly body: string;
  /** The parts of the changelog that it stands in: `unreleased`, or versions of pre-releases. */
  readonly takes: readonly string[];
  /** The pull requests and issues it names. */
  readonly numbers: readonly number[];
}

/**
 * The pre-release sections of this version where the project turns them into the release's, else what stands below `Unreleased`; nothing where neither
 * says anything. With pre-releases under way, `Unreleased` is already about the version after.
 */
export const pendingFor = (past: PastChangelog, version: Version): Pending | undefined => {
  const [newest, ...older] = keepsPreReleases(past) ? [] : preReleasesOf(past, version).filter(({ text }) => hasText(bodyOf(text)));
  if (newest !== undefined) {
    const body = older.reduce(
      (edited, each) => mergeDraft({ previousDraft: "", edited, newDraft: bodyOf(each.text) }),
      bodyOf(newest.text),
    );
    return pending(
      body,
      [newest, ...older].map(({ version: own }) => formatVersion(own)),
    );
  }
  const body = bodyOf(past.unreleased ?? "");
  return hasText(body) ? pending(body, ["unreleased"]) : undefined;
};

/** A section that took such parts before, as it stands now. */
export const pendingAgain = ({ section, takes }: { readonly section: string; readonly takes: readonly string[] }): Pending =>
  pending(bodyOf(section), takes);

/** Whether sections of pre-releases stay when their version is released: some of a version that is out are still there. */
export const keepsPreReleases = ({ sections, preReleases }: PastChangelog): boolean =>
  preReleases.some(({ version }) => sections.some((each) => isReleaseOf(each, version)));

const isReleaseOf = ({ version }: PastSection, preRelease: Version): boolean =>
  !isPreRelease(version) && compareVersions(version, { ...preRelease, pre: [] }) === 0;

const pending = (body: string, takes: readonly string[]): Pending => ({
  body,
  takes,
  numbers: numbersNamed(body),
});

const bodyOf = (section: string): string => withoutUnderline(section).text.split("\n").slice(1).join("\n");

/** Headings without entries and comments are a form to fill in, and say nothing. */
const hasText = (body: string): boolean => /^(?!\s*(?:#{1,6} |<!--|-->|\[[^\]]*\]:))\s*\S/m.test(body.replaceAll(/<!--[\s\S]*?-->/g, ""));
