import { standIn } from "../../checklist/outline.ts";
import { deedStep } from "../../checklist/own-deeds.ts";
import { actsByHand } from "../../checklist/runbook.ts";
import { stepKinds } from "../../checklist/steps/index.ts";
import type { ExtraItem } from "../../domain/extra-item.ts";
import type { Train, Writing } from "../../domain/train.ts";
import { code } from "./markdown.ts";

/** How a person does an item without Signalbox: what to know, and the commands where they are known. */
export interface ByHand {
  readonly says: readonly string[];
  readonly commands: readonly string[];
  /** A text to send, as the configuration has it. */
  readonly text?: string;
}

/** How each item is done by hand; nothing for what only Signalbox needs. */
export const byHand = (train: Train, item: string): ByHand => {
  const environment = train.environments.find(({ name }) => item === `deploy-${name}`);
  if (environment !== undefined) return deploy(environment, branchOf(train));
  const own = train.extra.find(({ id }) => id === item);
  if (own !== undefined) return ownWork(own);
  return ways[item]?.(train) ?? nothing;
};

/** As the runbook has it, for whichever release. */
const ownWork = ({ deed, text }: ExtraItem): ByHand => {
  const said = text === "" ? nothing : { ...nothing, text: standIn(text) };
  if (deed.is === "manual") return said;
  const { kind, input } = deedStep(deed, standIn);
  const acts = actsByHand(stepKinds.get(kind), input, { key: undefined, keeps: () => undefined, file: () => undefined });
  return { ...said, commands: acts.flatMap((each) => (each.is === "run" ? each.commands : [])) };
};

const nothing: ByHand = { says: [], commands: [] };

const ways: Readonly<Record<string, (train: Train) => ByHand>> = {
  "cut-branch": (train) => ({
    says: [`It is cut from ${code(train.repository.main)} in ${code(train.repository.name)}.`],
    commands: ["git fetch origin", `git push origin ${quoted(`origin/${train.repository.main}:refs/heads/${branchOf(train)}`)}`],
  }),
  "announce-freeze": (train) => message(train, "freeze"),
  "guard-branch": ({ freeze }) => ({
    says: [
      `Only ${(freeze?.admits ?? []).map(code).join(", ") || "nothing"} may board, or what bears the label ${code(standIn(freeze?.label ?? ""))}.`,
      `The branch's rules must require the status ${code(freeze?.context ?? "")}: a status that nobody requires stops nobody.`,
    ],
    commands: [],
  }),
  "collect-changes": (train) => ({
    says: ["The list names who contributed; everybody who is no staff and no bot is thanked."],
    commands: [
      "git fetch origin --no-tags",
      `git log --pretty=format:'%s %ae' ${quoted(`${previousTag(train)}..origin/${branchOf(train)}`)} > log.txt`,
    ],
  }),
  "write-changelog": (train) => ({
    says: [`Write a section in the form that ${code(standIn(train.changelog?.file ?? ""))} already has.`],
    commands: commit(train, [standIn(train.changelog?.file ?? "")], train.changelog?.message ?? ""),
  }),
  "bump-version": (train) => ({
    says: train.versionFiles.map(writing),
    commands: [...new Set(train.versionFiles.map(({ message: each }) => each))].flatMap((each) =>
      commit(
        train,
        train.versionFiles.filter((file) => file.message === each).map(({ file }) => file),
        each,
      ),
    ),
  }),
  "await-candidate-image": ({ images }) => ({
    says: ["The push builds it; note its digest, for it is what is tested and launched."],
    commands: images.flatMap(({ name, candidate }) => (candidate === undefined ? [] : [inspect(name, candidate)])),
  }),
  "break-the-release": ({ session }) => ({
    says: [
      `It takes ${session?.minutes ?? 0} minutes${session === undefined || session.on.length === 0 ? "" : `, on ${session.on.map(code).join(", ")}`}. Write down what was tried, and every finding with its severity.`,
    ],
    commands: [],
  }),
  "write-post": ({ post }) => ({
    says: [`It is the file ${code(standIn(post?.file ?? ""))} in ${code(post?.repository ?? "")}.`],
    commands: post === undefined ? [] : [pullRequest(post.repository, post.main, post.branch, post.title)],
    ...(post === undefined ? {} : { text: post.template }),
  }),
  "edit-chart": ({ chart }) => ({
    says: [
      ...(chart?.edits ?? []).map(writing),
      chart?.raise.is === "label"
        ? `The label ${code(chart.raise.label)} makes the chart's own workflow raise its version after the merge; it is compared letter by letter.`
        : `Raise the chart's own version in ${code(chart?.version.file ?? "")} as well (${chart?.raise.bump ?? ""}).`,
    ],
    commands:
      chart === undefined
        ? []
        : [
            `${pullRequest(chart.repository, chart.main, chart.branch, chart.title)}${chart.raise.is === "label" ? ` --label ${quoted(chart.raise.label)}` : ""}`,
          ],
  }),
  "prepare-newsletter": ({ newsletter }) => ({
    says: [
      `Replicate the campaign sent last to the audience ${code(newsletter?.audience ?? "")}, with the subject ${code(standIn(newsletter?.subject ?? ""))}; recipients may differ from the last one's by ${Math.round((newsletter?.within ?? 0) * 10_000) / 100} %.`,
      ...(newsletter === undefined || newsletter.test.length === 0
        ? []
        : [`Send a test to ${newsletter.test.map(code).join(", ")} first.`]),
    ],
    commands: [],
    ...(newsletter === undefined ? {} : { text: newsletter.template }),
  }),
  "check-launch": () => ({
    says: ["Look that branch, tag, changelog, version, images and pull requests are what they should be."],
    commands: [],
  }),
  "approve-launch": ({ launchGate }) => ({
    says: [
      `${launchGate.approvals} of ${launchGate.from.map(code).join(", ")} say so, not before the release day${launchGate.noOpenBlockers ? " and not while a blocker is open" : ""}. From the tag on nothing can be undone.`,
    ],
    commands: [],
  }),
  "tag-release": (train) => ({
    says: ["One tag is pushed and nothing else."],
    commands: [
      `git tag -a ${quoted(standIn(train.repository.tag))} -m ${quoted(standIn(train.repository.tagMessage))} ${quoted(`origin/${branchOf(train)}`)}`,
      `git push origin ${quoted(`refs/tags/${standIn(train.repository.tag)}`)}`,
    ],
  }),
  "publish-images": ({ images }) => ({
    says: images.map(({ name, by, release }) =>
      by === "ci"
        ? `The tag's workflow builds ${code(name)} again as ${release.map((tag) => code(standIn(tag))).join(", ")}: rebuilt, not the tested bytes.`
        : `The tested digest of ${code(name)} gets the tags ${release.map((tag) => code(standIn(tag))).join(", ")}.`,
    ),
    commands: images.flatMap(({ name, by, candidate, release }) =>
      release.map((tag) =>
        by === "ci" || candidate === undefined
          ? inspect(name, tag)
          : `skopeo copy --all --preserve-digests ${address(name, candidate)} ${address(name, tag)}`,
      ),
    ),
  }),
  "publish-release-page": (train) => ({
    says: [],
    commands: [
      `gh release create ${quoted(standIn(train.repository.tag))} --repo ${train.repository.name} --verify-tag --title ${quoted(standIn(train.releasePage?.title ?? ""))} --notes-file notes.md`,
    ],
    text: train.releasePage?.template ?? "",
  }),
  "merge-chart": ({ chart }) => ({
    says: ["Look that every image it names is there, merge, and look that the chart's version moved."],
    commands: chart === undefined ? [] : [merge(chart.repository, chart.branch)],
  }),
  "publish-post": ({ post }) => ({ says: [], commands: post === undefined ? [] : [merge(post.repository, post.branch)] }),
  "sync-main": (train) => ({
    says: ["Bring the commits of changelog, version and fixes over, and the entry of the update feed where there is one."],
    commands: [
      `git switch -c ${quoted(standIn(train.sync?.branch ?? ""))} ${quoted(`origin/${train.repository.main}`)}`,
      "git cherry-pick -x [commit]",
      `git push origin ${quoted(standIn(train.sync?.branch ?? ""))}`,
      pullRequest(train.repository.name, train.repository.main, train.sync?.branch ?? "", train.sync?.title ?? ""),
    ],
  }),
  "publish-feed": (train) => ({
    says:
      train.updateFeed === undefined
        ? []
        : [`The entry of ${code(train.updateFeed.file)} bears the day of the launch; apps read it at ${code(train.updateFeed.edge)}.`],
    commands: [merge(train.repository.name, train.sync?.branch ?? "")],
  }),
  "refresh-cdn": ({ cdn, updateFeed }) => ({
    says: [],
    commands: [
      ...(cdn === undefined
        ? []
        : [`aws cloudfront create-invalidation --distribution-id ${cdn.distribution} --paths ${cdn.paths.map(quoted).join(" ")}`]),
      ...(updateFeed === undefined ? [] : [`curl -fsS ${quoted(updateFeed.edge)}`]),
    ],
  }),
  "post-to-slack": (train) => message(train, "announce"),
  "send-newsletter": ({ newsletter }) => ({
    says: [`Ask ${(newsletter?.access ?? []).map(code).join(", ")}, who have access.`],
    commands: [],
  }),
};

const branchOf = ({ repository }: Train): string => standIn(repository.branch);

const previousTag = ({ repository }: Train): string => standIn(repository.tag).replaceAll("[version]", "[old-version]");

const deploy = ({ deploy: way, url, ask, proves }: Train["environments"][number], branch: string): ByHand => ({
  says: [`Then ask it what runs: the answer proves the ${proves}, which stands at ${code(ask[proves] ?? "")}.`],
  commands: [
    way.is === "heroku"
      ? `git push ${quoted(`https://git.heroku.com/${way.app}.git`)} ${quoted(`origin/${branch}:refs/heads/main`)}`
      : way.argv
          .map((word) => quoted(word.replaceAll(/^\{(image\.[^}]+)\}$/g, "[$1]")))
          .map(standIn)
          .join(" "),
    `curl -fsS ${quoted(`${url.replace(/\/$/, "")}${ask.path}`)}`,
  ],
});

const message = ({ slack }: Train, at: "freeze" | "announce"): ByHand => {
  const messages = slack.filter((each) => each.at === at);
  return {
    says: messages.map(({ workspace, channel }) => `Post in the workspace ${code(workspace)}, channel ${code(channel)}.`),
    commands: [],
    text: [...new Set(messages.map(({ template }) => template.trimEnd()))].join("\n\n"),
  };
};

const commit = (train: Train, files: readonly string[], text: string): readonly string[] => [
  `git switch ${quoted(branchOf(train))}`,
  `git add -- ${files.map(quoted).join(" ")}`,
  `git commit -m ${quoted(standIn(text))}`,
  `git push origin ${quoted(branchOf(train))}`,
];

const writing = ({ file, place, to }: Writing): string => {
  const where = place.is === "at" ? ` at ${code(place.path)}` : place.is === "pattern" ? ` where ${code(place.pattern)} matches` : "";
  if (to === "") return `Take what the brackets hold out of ${code(file)}${where}.`;
  return `Write ${code(standIn(to))} in ${code(file)}${where}.`;
};

const pullRequest = (repository: string, main: string, branch: string, title: string): string =>
  `gh pr create --repo ${repository} --base ${quoted(main)} --head ${quoted(standIn(branch))} --title ${quoted(standIn(title))}`;

const merge = (repository: string, branch: string): string => `gh pr merge ${quoted(standIn(branch))} --repo ${repository} --merge`;

const inspect = (name: string, tag: string): string => `skopeo inspect --format '{{.Digest}}' ${address(name, tag)}`;

const address = (name: string, tag: string): string => {
  const isHosted = /^[^/]+[.:][^/]*\//.test(name);
  return quoted(`docker://${isHosted ? "" : "docker.io/"}${name}:${standIn(tag)}`);
};

/** A word as a shell takes it; brackets stand for what a person puts in. */
const quoted = (word: string): string => (/^[\w./:@=+,%[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
