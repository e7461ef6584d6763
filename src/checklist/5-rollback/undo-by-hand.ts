import { textAt } from "../../domain/known.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { githubPage } from "../by-hand/ask-github.ts";
import { gitIn } from "../by-hand/git-words.ts";
import { type ArrangedStep, step } from "../item.ts";
import { mark } from "../steps/mark.ts";
import { announced } from "./correct-announcements.ts";
import { doneOf, type MovedTag, type RollingBack, type Undoing, undoing } from "./rolling-back.ts";

/** One thing that a person does and marks; `text` is how. */
interface Handwork {
  readonly name: string;
  readonly what: string;
  readonly text: string;
}

/** What Signalbox cannot take back or does not dare to: each with the exact words, and open until somebody says that it is done. */
export const undoByHand = (at: RollingBack): Undoing | undefined => {
  const item = "undo-by-hand";
  const works = [...openPullRequests(at), ...tagsByHand(at), ...chart(at), ...post(at), ...messages(at)];
  if (works.length === 0) return undefined;
  return undoing(at, {
    id: item,
    title: "Take back by hand what Signalbox cannot",
    dial: { by: "people" },
    inAnyOrder: true,
    steps: works.map(({ name, what, text }): ArrangedStep => {
      const input = { what, text, owner: ["captain"], item: `${item}/${name}`, version: at.state.version };
      return step(mark, input, { name, preview: { is: "text", title: "how", text } });
    }),
  });
};

/** A pull request of the release that stays open is one click away from telling everybody. */
const openPullRequests = (at: RollingBack): readonly Handwork[] => {
  const merged = new Set(doneOf(at, "merge-pull-request").map(({ input }) => pullOf(textAt(input, "repository"), textAt(input, "number"))));
  return doneOf(at, "open-pull-request").flatMap(({ step: opened, input, facts }): readonly Handwork[] => {
    const [repository, number] = [textAt(input, "repository") ?? "", facts["number"] ?? ""];
    if (number === "" || merged.has(pullOf(repository, number))) return [];
    return [
      {
        name: `close-${opened.id.slice(0, opened.id.indexOf("/"))}`,
        what: `Close #${number} of ${repository}: merged, it would go on with ${at.state.version}`,
        text: [`gh pr close ${shellWord(number)} --repo ${shellWord(repository)}`, githubPage(`${repository}/pull/${number}`)].join("\n"),
      },
    ];
  });
};

const pullOf = (repository = "", number = ""): string => `${repository}#${number}`;

/** Tags that are still to move, or whose way back nobody knows. */
const tagsByHand = ({ state, survey }: RollingBack): readonly Handwork[] => {
  if (survey.later !== undefined) return [];
  return survey.moved.flatMap((moved): readonly Handwork[] => {
    const { image, tag, ours, now, before } = moved;
    const name = `tag-${image}-${tag}`;
    if (ours === undefined)
      return [
        {
          name,
          what: `Wait until ${image} of ${state.version} is built or has failed, then see to it that ${image}:${tag} names ${survey.previous}`,
          text: backCommand(moved, survey.previous),
        },
      ];
    if (now !== ours || before !== undefined) return [];
    return [
      {
        name,
        what: `Move ${image}:${tag} back to ${survey.previous}, whose digest nobody knows`,
        text: backCommand(moved, survey.previous),
      },
    ];
  });
};

const backCommand = ({ image, tag, before }: MovedTag, previous: string): string =>
  before === undefined
    ? `Find the image of ${previous}, and copy it to ${image}:${tag} by its digest.`
    : `skopeo copy --all --preserve-digests ${shellWord(`docker://docker.io/${image}@${before}`)} ${shellWord(`docker://docker.io/${image}:${tag}`)}`;

/** A chart's version that is published stays published; its next one can point back. */
const chart = (at: RollingBack): readonly Handwork[] => {
  const { train, state } = at;
  const merge = mergeOf(at, "merge-chart");
  if (train.chart === undefined || merge === undefined) return [];
  const { repository, main, raise } = train.chart;
  const label = raise.is === "label" ? ` with the label «${raise.label}»` : ", and raise the chart's version in it";
  return [
    {
      name: "chart",
      what: `Point the chart back: revert ${merge} on ${main} of ${repository} in a pull request${label}`,
      text: [
        gitIn(repository, "fetch", "origin"),
        gitIn(repository, "switch", "--create", `withdraw-${state.version}`, `origin/${main}`),
        gitIn(repository, "revert", "--no-edit", "-m", "1", merge),
        gitIn(repository, "push", "origin", `HEAD:refs/heads/withdraw-${state.version}`),
        githubPage(`${repository}/compare/${main}...withdraw-${state.version}?expand=1`),
      ].join("\n"),
    },
  ];
};

const post = (at: RollingBack): readonly Handwork[] => {
  const { train, texts } = at;
  if (train.post === undefined || mergeOf(at, "publish-post") === undefined) return [];
  return [{ name: "post", what: `Say above the post in ${train.post.repository} that the release is withdrawn`, text: texts.note }];
};

/** What was posted by hand is nowhere in the record. */
const messages = (at: RollingBack): readonly Handwork[] =>
  announced(at)
    .filter(({ facts }) => facts["id"] === undefined || facts["key"] === undefined)
    .map(({ step: { id }, input }) => ({
      name: `edit-${id.slice(id.indexOf("/") + 1)}`,
      what: `Edit the message in ${textAt(input, "channel")} of ${textAt(input, "workspace")}, which was posted by hand`,
      text: at.texts.message,
    }));

/** The commit of a merge, in words where it was done by hand and nobody told. */
const mergeOf = (at: RollingBack, item: string): string | undefined => {
  const merge = doneOf(at, "merge-pull-request").find(({ step: { id } }) => id.startsWith(`${item}/`));
  return merge === undefined ? undefined : (merge.facts["commit"] ?? "the merge commit");
};
