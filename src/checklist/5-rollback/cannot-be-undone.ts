import { textAt } from "../../domain/known.ts";
import { announced } from "./correct-announcements.ts";
import { doneOf, type RollingBack } from "./rolling-back.ts";

/** What stays as it is whatever is done now: said before anything else. */
export const cannotBeUndone = (at: RollingBack): readonly string[] => {
  const { train, state, survey } = at;
  const { version } = state;
  const tag = doneOf(at, "push-tag")[0];
  return [
    `Tag ${textAt(tag?.input, "tag") ?? version} of ${textAt(tag?.input, "repository") ?? train.repository.name} stays: whoever fetched it has it, and it is never moved or deleted.`,
    ...imagesOf(at).map(
      (image) => `The images of ${version} in ${image} stay; whoever pulled one runs it until they change it themselves.`,
    ),
    ...(doneOf(at, "await-edge").length > 0 || survey.feed !== undefined
      ? [`Users whose apps have read the feed were told of ${version}; what they saw or installed is not taken from them.`]
      : []),
    ...doneOf(at, "await-chart-version").map(
      ({ facts }) => `The chart ${facts["version"] ?? "of the release"} is published and stays; only a newer one can point back.`,
    ),
    ...doneOf(at, "publish-release-page").map(() => "Whoever follows the repository was told of the release page."),
    ...announced(at).map(({ input }) => `People have read the message in ${textAt(input, "channel")} of ${textAt(input, "workspace")}.`),
    ...doneOf(at, "send-campaign").map(
      ({ facts }) =>
        `The newsletter was sent${facts["sentTo"] === undefined ? "" : ` to ${facts["sentTo"]} people`}; mail cannot be called back.`,
    ),
  ];
};

/** Why something that one would expect is not among what is done. */
export const leftAlone = (at: RollingBack): readonly string[] => {
  const { state, survey } = at;
  if (survey.later !== undefined && survey.moved.length > 0)
    return [
      `${survey.later} was launched since, so ${[...new Set(survey.moved.map(({ tag }) => tag))].join(", ")} is its own and is not moved.`,
    ];
  return survey.moved
    .filter(({ ours, now }) => ours !== undefined && now !== ours)
    .map(({ image, tag, now }) => `${image}:${tag} names ${now ?? "nothing"}, which is not ${state.version}, and is not moved.`);
};

const imagesOf = (at: RollingBack): readonly string[] => [
  ...new Set([...doneOf(at, "await-release-image"), ...doneOf(at, "promote-image")].flatMap(({ input }) => textAt(input, "image") ?? [])),
];
