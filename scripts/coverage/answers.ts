/** What keeps a sentence of the handbook's page: steps of the checklist, or a section of the configuration. */
export interface Answer {
  /** The sentence, by its heading, its number there and its hash; its words are the page's own. */
  readonly under: string;
  readonly at: number;
  readonly hash: string;
  /** What it asks for, in our words. */
  readonly asks: string;
  /** `item/step` of the example's plan. */
  readonly steps: readonly string[];
  /** Sections of the configuration, where a sentence is about what can be told and not done. */
  readonly sections?: readonly string[];
  readonly tests: readonly TestName[];
}

/** A test by its file and its name, or the beginning of it. */
export type TestName = readonly [file: string, name: string];

const rehearsal = (name: string): TestName => ["test/rehearsal.test.ts", name];
const interlocks = (name: string): TestName => ["test/interlocks.test.ts", name];
const guards = (name: string): TestName => ["test/guards.test.ts", name];
const step = (kind: string, name: string): TestName => [`src/checklist/steps/${kind}.test.ts`, name];

const killedOnce = rehearsal("is killed once after the push of the tag, and loses one reply; neither is done twice");
const bothEnvironments = rehearsal("finds a blocker, whose fix makes another candidate that both environments run before it is closed");
const logTxt: TestName = ["src/domain/read-log.test.ts", "log.txt is what the page's command writes, before .mailmap"];
const pageNames: TestName = ["src/config/examples.test.ts", "the page's names are filled as the page has them"];
const pageEdits: TestName = [
  "src/config/examples.test.ts",
  "every edit of the page fits the generated repositories, and changes only the version",
];
const oncePerGroup = step("push-commits", "one commit for each group that changes something, on a lease of the base, once");
const sameText = rehearsal("shows every text as its readers found it, with the same words in all");

/** Every sentence of the page, in its order. */
export const answers: readonly Answer[] = [
  {
    under: "",
    at: 1,
    hash: "10236e67",
    asks: "A release each month, and a departure may be skipped with a reason.",
    steps: [],
    sections: ["schedule"],
    tests: [
      ["src/domain/calendar.test.ts", "freezes on the Friday of the week before the last Monday, captains taking turns"],
      ["src/domain/calendar.test.ts", "a skipped departure is shown with its reason, takes no turn, and leaves the other turns alone"],
    ],
  },
  {
    under: "",
    at: 2,
    hash: "cbb208d0",
    asks: "The rhythm may change from a day on.",
    steps: [],
    sections: ["schedule"],
    tests: [
      ["src/domain/planned-days.test.ts", "before a change everything is as it was, and from it on as if the new rule had always held"],
    ],
  },
  {
    under: "Version numbers",
    at: 1,
    hash: "ab98d1ec",
    asks: "The minor number grows each time.",
    steps: [],
    sections: ["version"],
    tests: [["src/domain/version.test.ts", "the next version is released, higher, and exactly one step away"]],
  },
  {
    under: "Version numbers",
    at: 2,
    hash: "95af663b",
    asks: "The major number is not raised by itself.",
    steps: [],
    sections: ["version"],
    tests: [["src/domain/version.test.ts", "the next version is released, higher, and exactly one step away"]],
  },
  {
    under: "Version numbers",
    at: 3,
    hash: "2d5f19e2",
    asks: "A new major number is a decision of people, with a reason.",
    steps: [],
    sections: ["version"],
    tests: [["test/bad-input.test.ts", "a major version is an explicit decision"]],
  },
  {
    under: "Version numbers",
    at: 4,
    hash: "8bea7ee3",
    asks: "A breaking bug gets a patch, which may overtake a train that is under way.",
    steps: [],
    sections: ["patch"],
    tests: [rehearsal("slips a day, is overtaken by 1.29.1, and waits for cleo with the newsletter")],
  },
  {
    under: "Timeline",
    at: 1,
    hash: "444b64de",
    asks: "A name stands for the version in every name and text.",
    steps: [],
    sections: ["repository", "changelog", "images", "sync"],
    tests: [pageNames],
  },
  {
    under: "Timeline",
    at: 2,
    hash: "677366d3",
    asks: "The freeze is on the Friday of the week before.",
    steps: ["cut-branch/push-branch"],
    sections: ["schedule"],
    tests: [["src/domain/calendar.test.ts", "freezes on the Friday of the week before the last Monday, captains taking turns"]],
  },
  {
    under: "Timeline",
    at: 3,
    hash: "639576d8",
    asks: "The release branch is cut from the main one and deployed to both test environments.",
    steps: ["cut-branch/push-branch", "deploy-playground/build-app", "deploy-clickhouse-test/run-command"],
    tests: [step("push-branch", "is pushed where there is none, and never again"), bothEnvironments],
  },
  {
    under: "Timeline",
    at: 4,
    hash: "ad4e4d79",
    asks: "Only fixes board after the freeze.",
    steps: ["guard-branch/await-required-status"],
    tests: [rehearsal("refuses a feature, by verdict and by the branch's own rules, and lets a fix board")],
  },
  {
    under: "Timeline",
    at: 5,
    hash: "de67d5e8",
    asks: "The days between are for testing the candidate.",
    steps: ["break-the-release/test-session", "approve-launch/launch-day"],
    tests: [interlocks("everybody has approved on Friday: the tag waits for Monday at ten")],
  },
  {
    under: "Timeline",
    at: 6,
    hash: "e913ffef",
    asks: "The branch's push builds the candidate's image, which is awaited and known by its digest.",
    steps: ["await-candidate-image/await-run", "await-candidate-image/image-posthog/posthog"],
    tests: [step("await-image", "no image yet"), interlocks("a session is only opened where the published image runs")],
  },
  {
    under: "Pre-release phase",
    at: 1,
    hash: "498197e2",
    asks: "The branch begins the freeze, once.",
    steps: ["cut-branch/push-branch"],
    tests: [step("push-branch", "is pushed where there is none, and never again")],
  },
  {
    under: "Pre-release phase",
    at: 2,
    hash: "9f9911c3",
    asks: "What is new since the last release.",
    steps: ["collect-changes/keep-artifact"],
    tests: [["test/changes.test.ts", "is told by category, with who did it and who is new"]],
  },
  {
    under: "Pre-release phase",
    at: 3,
    hash: "623104c1",
    asks: "The whole list of commits in a file.",
    steps: ["collect-changes/keep-artifact"],
    tests: [step("keep-artifact", "is written once, byte for byte")],
  },
  {
    under: "Pre-release phase",
    at: 4,
    hash: "35163e1a",
    asks: "Contributors from outside are told apart and thanked in the post.",
    steps: ["collect-changes/keep-artifact", "write-post/push-commits"],
    sections: ["contributors"],
    tests: [
      [
        "src/domain/credited.test.ts",
        "every address belongs to exactly one human, whoever is welcomed is also thanked, and the order of addresses decides no membership",
      ],
    ],
  },
  {
    under: "Pre-release phase",
    at: 5,
    hash: "357ce3f6",
    asks: "The list as git's own command writes it, between the exact commits.",
    steps: ["collect-changes/keep-artifact"],
    tests: [logTxt, ["test/changes.test.ts", "log.txt is what git would have written with the right names, byte for byte"]],
  },
  {
    under: "Pre-release phase",
    at: 6,
    hash: "9dae33de",
    asks: "The changelog's new section has the form of those before it.",
    steps: ["write-changelog/push-commits", "check-launch/guard-changelog"],
    tests: [
      ["src/domain/changelog.test.ts", "plain sentences with a kind in front, weekday and month in words"],
      guards("the changelog's section is not written to its end: held at the gate, and released by the fix that makes a new candidate"),
    ],
  },
  {
    under: "Pre-release phase",
    at: 7,
    hash: "0b21d5c4",
    asks: "The changelog's commit with its message, naming the release's own version.",
    steps: ["write-changelog/push-commits"],
    tests: [oncePerGroup],
  },
  {
    under: "Pre-release phase",
    at: 8,
    hash: "2db54cd9",
    asks: "The version in its file, and nothing else with it.",
    steps: ["bump-version/push-commits", "check-launch/guard-version"],
    tests: [
      pageEdits,
      guards(
        "a VERSION file that nobody listed still names the previous version: told by the plan, held at the gate, gone with a new candidate",
      ),
    ],
  },
  {
    under: "Pre-release phase",
    at: 9,
    hash: "5c58e915",
    asks: "The version's commit with its message.",
    steps: ["bump-version/push-commits"],
    tests: [oncePerGroup],
  },
  {
    under: "Pre-release phase",
    at: 10,
    hash: "20402d34",
    asks: "The playground is built from the branch, again for each candidate, and asked what it runs.",
    steps: ["deploy-playground/build-app", "deploy-playground/await-app"],
    tests: [step("build-app", "starts one build of the commit and waits for it"), bothEnvironments],
  },
  {
    under: "Pre-release phase",
    at: 11,
    hash: "7cd5b274",
    asks: "The test environment runs the published image of the candidate.",
    steps: ["deploy-clickhouse-test/run-command", "deploy-clickhouse-test/await-app"],
    tests: [step("run-command", "runs it once, and believes the app"), bothEnvironments],
  },
  {
    under: "Pre-release phase",
    at: 12,
    hash: "bcd10a30",
    asks: "A session in which people try to break the candidate; a blocker holds the launch.",
    steps: ["break-the-release/test-session"],
    tests: [
      interlocks("without a session nobody can approve, skip or mark"),
      interlocks("with a blocker the approvals of everybody do not open the gate"),
    ],
  },
  {
    under: "Pre-release phase",
    at: 13,
    hash: "43f2669e",
    asks: "The session is held on the published image.",
    steps: ["break-the-release/test-session"],
    tests: [interlocks("a session is only opened where the published image runs")],
  },
  {
    under: "Launch phase",
    at: 1,
    hash: "46cab3f7",
    asks: "The post, drafted, finished by people, and published at the launch.",
    steps: [
      "write-post/push-commits",
      "write-post/open-pull-request",
      "write-post/await-finished-draft",
      "publish-post/merge-pull-request",
    ],
    tests: [sameText, interlocks("the post merged by hand on Friday: alarm, hold, no tag, no message")],
  },
  {
    under: "Launch phase",
    at: 2,
    hash: "13be1057",
    asks: "The chart is changed by a pull request of its own.",
    steps: ["edit-chart/push-commits", "edit-chart/open-pull-request"],
    tests: [step("open-pull-request", "opens one with our mark, once")],
  },
  {
    under: "Launch phase",
    at: 3,
    hash: "791a1580",
    asks: "The chart names the new version.",
    steps: ["edit-chart/push-commits"],
    tests: [pageEdits],
  },
  {
    under: "Launch phase",
    at: 4,
    hash: "1e50a5dd",
    asks: "The chart names the image of the release.",
    steps: ["edit-chart/push-commits", "check-launch/guard-chart-image"],
    tests: [pageEdits, guards("the chart names a tag that no build publishes, of which only the -unstable one is there")],
  },
  {
    under: "Launch phase",
    at: 5,
    hash: "ba3c0db6",
    asks: "The pull request bears the label as the chart's workflow spells it, and the chart's version moves.",
    steps: ["edit-chart/label-pull-request", "check-launch/guard-label", "merge-chart/await-chart-version"],
    tests: [interlocks("the label spelt as on the page: told before the launch, with the spelling the repository has")],
  },
  {
    under: "Launch phase",
    at: 6,
    hash: "5f6df1dd",
    asks: "The chart is not merged before every image is there.",
    steps: ["edit-chart/hold", "merge-chart/guard-chart-image", "merge-chart/release-hold", "merge-chart/merge-pull-request"],
    tests: [
      interlocks("the merge button is grey; with the status forged and the button pressed, the release is held and tells nobody anything"),
    ],
  },
  {
    under: "Launch phase",
    at: 7,
    hash: "c2b7936d",
    asks: "The release is tagged, once, at the approved commit.",
    steps: ["tag-release/push-tag"],
    tests: [
      step("push-tag", "the tag is pushed once, expecting none"),
      interlocks("a tag that exists elsewhere stops the release for good"),
    ],
  },
  {
    under: "Launch phase",
    at: 8,
    hash: "0454889a",
    asks: "The tag builds both images under both tags; all of them, or the launch stops.",
    steps: [
      "publish-images/await-run",
      "publish-images/image-posthog/posthog",
      "publish-images/image-posthog/posthog-foss",
      "check-launch/guard-latest",
    ],
    tests: [
      interlocks("the FOSS image never appears: the launch stops; it appears late: the launch goes on"),
      interlocks("latest-release names a higher version: the launch stops before the tag that would move it back"),
    ],
  },
  {
    under: "Launch phase",
    at: 9,
    hash: "17c722a1",
    asks: "The tag comes when everything is ready: after the gate, on its day.",
    steps: ["approve-launch/approve", "approve-launch/launch-day", "tag-release/push-tag"],
    tests: [
      interlocks("no word about a later item passes the gate, and nothing is applied"),
      interlocks("everybody has approved on Friday: the tag waits for Monday at ten"),
    ],
  },
  {
    under: "Launch phase",
    at: 10,
    hash: "a0381851",
    asks: "An annotated tag, and one ref pushed instead of every tag of a clone.",
    steps: ["tag-release/push-tag"],
    tests: [step("push-tag", "the tag is pushed once, expecting none"), killedOnce],
  },
  {
    under: "Launch phase",
    at: 11,
    hash: "d20fe8ea",
    asks: "Changelog, version and fixes come back to the main branch by one pull request.",
    steps: ["sync-main/find-missing", "sync-main/push-commits", "sync-main/open-pull-request"],
    tests: [
      step("push-commits", "picks come first"),
      step("find-missing", "names the fixes that main lacks, oldest first, without our own commits"),
    ],
  },
  {
    under: "Launch phase",
    at: 12,
    hash: "50cbfd3b",
    asks: "The feed gets one entry, dated by the day of the launch.",
    steps: ["sync-main/push-commits", "check-launch/guard-feed-date", "publish-feed/guard-feed-date"],
    tests: [pageEdits, guards("the feed dated by the freeze is told by the plan; on the main branch already, nothing is begun")],
  },
  {
    under: "Launch phase",
    at: 13,
    hash: "c58005f0",
    asks: "The merge that tells every user comes when everything it promises is there.",
    steps: ["publish-feed/merge-pull-request"],
    tests: [
      rehearsal("tells the old app of each version once, when all of it is there"),
      interlocks("a sync of one's own merged by hand on Friday: alarm, hold, and nothing else is told"),
    ],
  },
  {
    under: "Launch phase",
    at: 14,
    hash: "2c5f6e18",
    asks: "The cache is told to forget, once.",
    steps: ["refresh-cdn/invalidate-cdn"],
    tests: [step("invalidate-cdn", "asks with the key as its reference, and waits")],
  },
  {
    under: "Launch phase",
    at: 15,
    hash: "d9a456a9",
    asks: "Users see the new version at the edge.",
    steps: ["refresh-cdn/await-edge"],
    tests: [step("await-edge", "is told beside what its source holds, which the edge may not show for hours")],
  },
  {
    under: "Launch phase",
    at: 16,
    hash: "8ca86e29",
    asks: "The community is told on Slack, once.",
    steps: ["post-to-slack/post-to-community-c0000000000"],
    tests: [step("post-message", "posts once and tells the id that a correction needs")],
  },
  {
    under: "Launch phase",
    at: 17,
    hash: "6922bce1",
    asks: "The newsletter is sent, once, with the post's words.",
    steps: ["prepare-newsletter/set-campaign-content", "send-newsletter/send-campaign"],
    tests: [step("send-campaign", "is sent once"), sameText],
  },
  {
    under: "Launch phase",
    at: 18,
    hash: "33019ffe",
    asks: "Through Mailchimp.",
    steps: ["prepare-newsletter/name-campaign", "send-newsletter/send-campaign"],
    sections: ["announce"],
    tests: [step("set-campaign-content", "sets the content once and tells its hash, which alone may be sent")],
  },
  {
    under: "Launch phase",
    at: 19,
    hash: "c77c8043",
    asks: "It is made from the one sent last.",
    steps: ["prepare-newsletter/replicate-campaign"],
    tests: [step("replicate-campaign", "copies the one sent last, once, and knows the copy before it has its name")],
  },
  {
    under: "Launch phase",
    at: 20,
    hash: "f1a7906f",
    asks: "Somebody with access sends it.",
    steps: ["prepare-newsletter/test-campaign", "send-newsletter/confirm"],
    tests: [step("confirm", "one person with the role confirms, even the proposer"), step("confirm", "somebody without the role does not")],
  },
];
