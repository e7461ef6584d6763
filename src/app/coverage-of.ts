import type { Train } from "../domain/train.ts";

/** How much of one row of the handbook's checklist a train covers. */
export interface RowCoverage {
  /** 1 to 21. */
  readonly row: number;
  readonly title: string;
  readonly state: "exercised" | "guessed" | "cannot";
  readonly why: string;
}

/** Which of the 21 rows a release of the train exercises. `guessed` names the sections that `init` guessed; rows that rest on one say so. */
export const coverageOf = (train: Train, guessed: readonly string[] = []): readonly RowCoverage[] =>
  rows.map(({ title, sections, covered }, at) => {
    const row = at + 1;
    const because = covered(train);
    if (because.is === "cannot") return { row, title, state: "cannot", why: because.why };
    const doubtful = sections.filter((section) => guessed.includes(section));
    return doubtful.length === 0
      ? { row, title, state: "exercised", why: because.why }
      : { row, title, state: "guessed", why: `${because.why}; guessed: ${doubtful.join(", ")}` };
  });

interface Covered {
  readonly is: "covered" | "cannot";
  readonly why: string;
}

interface Row {
  readonly title: string;
  /** Sections of the configuration that the row rests on. */
  readonly sections: readonly string[];
  readonly covered: (train: Train) => Covered;
}

const covered = (why: string): Covered => ({ is: "covered", why });

/** Covered with a reason, or which section is missing. */
const needs = (section: string, present: boolean, why: () => string): Covered =>
  present ? covered(why()) : { is: "cannot", why: `the configuration has no \`${section}\`` };

const listed = (names: readonly string[]): string => names.join(", ");

const candidates = (train: Train): readonly string[] =>
  train.images.filter((each) => each.candidate !== undefined).map((each) => each.name);

const rows: readonly Row[] = [
  {
    title: "The calendar",
    sections: ["schedule"],
    covered: ({ zone, schedule }) => covered(`departures by ${schedule.rhythms.at(-1)?.cadence.is}, in ${zone}`),
  },
  {
    title: "Version numbers",
    sections: ["version"],
    covered: ({ version }) => covered(`the ${version.bump} number grows each time; a patch has its own checklist`),
  },
  {
    title: "Code freeze",
    sections: ["repository"],
    covered: ({ repository }) => covered(`${repository.branch} is cut from ${repository.main}`),
  },
  {
    title: "Only fixes board after the freeze",
    sections: ["freeze"],
    covered: ({ freeze }) =>
      needs("freeze", freeze !== undefined, () => `${listed(freeze?.admits ?? [])} board; the status ${freeze?.context} must be required`),
  },
  {
    title: "The candidate's image",
    sections: ["images"],
    covered: (train) => needs("images` with a `candidate", candidates(train).length > 0, () => `${listed(candidates(train))}, by digest`),
  },
  {
    title: "Test environments",
    sections: ["environments"],
    covered: ({ environments }) =>
      needs("environments", environments.length > 0, () => listed(environments.map(({ name, proves }) => `${name} proves the ${proves}`))),
  },
  {
    title: "The commit list, and who contributed",
    sections: ["contributors"],
    covered: ({ contributors }) => covered(staffSentence(contributors.staffDomains)),
  },
  {
    title: "The changelog",
    sections: ["changelog"],
    covered: ({ changelog }) => needs("changelog", changelog !== undefined, () => `a section in ${changelog?.file}`),
  },
  {
    title: "The version in files",
    sections: ["version-files"],
    covered: ({ versionFiles }) =>
      needs("version-files", versionFiles.length > 0, () => listed([...new Set(versionFiles.map((each) => each.file))])),
  },
  { title: "Break the release", sections: ["session"], covered: sessionCovered },
  {
    title: "The blog post",
    sections: ["post"],
    covered: ({ post }) => needs("post", post !== undefined, () => `a pull request in ${post?.repository}`),
  },
  {
    title: "The Helm chart",
    sections: ["chart"],
    covered: ({ chart }) =>
      needs(
        "chart",
        chart !== undefined,
        () => `a pull request in ${chart?.repository}${chart?.raise.is === "label" ? `, labelled ${chart.raise.label}` : ""}`,
      ),
  },
  { title: "The tag", sections: ["repository"], covered: ({ repository }) => covered(`${repository.tag}, annotated, the only ref pushed`) },
  {
    title: "The release's images",
    sections: ["images"],
    covered: ({ images }) =>
      needs("images", images.length > 0, () =>
        listed(images.map(({ name, by }) => `${name} ${by === "ci" ? "built by the tag" : "promoted by digest"}`)),
      ),
  },
  {
    title: "The sync with the main branch",
    sections: ["sync"],
    covered: ({ sync }) => needs("sync", sync !== undefined, () => `a pull request from ${sync?.branch}`),
  },
  {
    title: "The update feed",
    sections: ["update-feed"],
    covered: ({ updateFeed }) => needs("update-feed", updateFeed !== undefined, () => `${updateFeed?.file}, read at ${updateFeed?.edge}`),
  },
  {
    title: "The CDN",
    sections: ["cdn"],
    covered: ({ cdn }) => needs("cdn", cdn !== undefined, () => `distribution ${cdn?.distribution}, seen at the edge`),
  },
  {
    title: "Slack",
    sections: ["announce"],
    covered: ({ slack }) =>
      needs("announce.slack", slack.length > 0, () => listed(slack.map(({ workspace, at }) => `${workspace} at ${at}`))),
  },
  {
    title: "The newsletter",
    sections: ["announce"],
    covered: ({ newsletter }) =>
      needs("announce.newsletter", newsletter !== undefined, () => `audience ${newsletter?.audience}, once, after a confirmation`),
  },
  {
    title: "The checklist itself",
    sections: ["people", "gates"],
    covered: ({ people }) => covered(`${people.length} people, order and evidence for each item`),
  },
  {
    title: "The warnings in bold",
    sections: [],
    covered: () => covered("interlocks that no command passes, for every row above that is exercised"),
  },
];

const staffSentence = (domains: readonly string[]): string =>
  domains.length === 0
    ? "commits, pull requests and people; nobody is known to be staff"
    : `staff by ${listed(domains)}, everybody else is thanked`;

function sessionCovered({ session, environments }: Train): Covered {
  if (session === undefined) return { is: "cannot", why: "the configuration has no `session`" };
  const proving = environments.filter((each) => each.proves === "digest" && session.on.includes(each.name));
  if (proving.length > 0)
    return covered(`${session.minutes} minutes on ${listed(proving.map((each) => each.name))}, which proves the published image`);
  return covered(
    `${session.minutes} minutes${session.on.length === 0 ? "" : ` on ${listed(session.on)}`}; nothing proves the published image`,
  );
}
