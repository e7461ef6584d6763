import type { Complaint } from "../complaint.ts";
import type { Path } from "../place.ts";
import type { Words } from "../sections/index.ts";
import { refNames, shortNames, tryTemplate } from "./names.ts";
import { unknownAmong } from "./people-rules.ts";
import { rule } from "./rule.ts";
import { unsafeImageTag } from "./safe-names.ts";

export const imagesAreThereOnce = rule(["images"], ({ images }) =>
  images.flatMap(({ name }, at) =>
    images.findIndex((each) => each.name === name) === at
      ? []
      : [{ path: ["images", at, "name"], found: `${name} a second time`, expected: "every image once, with all its tags" }],
  ),
);

export const imageTagsAreSafe = rule(["images"], ({ images }) =>
  images.flatMap(({ candidate, release }, at) => [
    ...(candidate === undefined ? [] : ownTag(["images", at, "candidate"], candidate)),
    ...release.flatMap((tag, place) => imageTag(["images", at, "release", place], tag)),
  ]),
);

export const releaseTagsNameTheVersion = rule(["images"], ({ images }) =>
  images.flatMap(({ release }, at) =>
    release.some((tag) => tag.includes("{version"))
      ? []
      : [{ path: ["images", at, "release"], found: release.join(", "), expected: "a tag with {version} in it besides those that move" }],
  ),
);

/** What is promoted is the tested digest; without a candidate there is none. */
export const promotedImagesAreTested = rule(["images"], ({ images }) =>
  images.flatMap(({ by, candidate, name }, at) =>
    by === "signalbox" && candidate === undefined
      ? [
          {
            path: ["images", at],
            found: `by: signalbox for ${name} without a candidate`,
            expected: "`candidate`, the tag of the tested build that is promoted",
            suggestion: "candidate: release-{version}-unstable",
          },
        ]
      : [],
  ),
);

export const candidateIsNoReleaseTag = rule(["images"], ({ images }) =>
  images.flatMap(({ candidate, release }, at) =>
    candidate !== undefined && release.includes(candidate)
      ? [
          {
            path: ["images", at, "candidate"],
            found: candidate,
            expected: "another tag than the release's: users must not pull a candidate",
          },
        ]
      : [],
  ),
);

export const environmentsAreDeployedOneWay = rule(["environments"], ({ environments }) =>
  Object.entries(environments).flatMap(([name, { heroku, command }]) => {
    if ((heroku === undefined) !== (command === undefined)) return [];
    return [
      {
        path: ["environments", name],
        found: heroku === undefined ? "no way to deploy" : "both `heroku` and `command`",
        expected: "exactly one of `heroku` and `command`",
      },
    ];
  }),
);

/** The weaker a proof, the less it needs to be asked for; `ask` has to say where the promised one stands. */
export const environmentsAskForTheirProof = rule(["environments"], ({ environments }) =>
  Object.entries(environments).flatMap(([name, { proves, ask }]) =>
    ask[proves] === undefined
      ? [
          {
            path: ["environments", name, "ask"],
            found: `no \`${proves}\``,
            expected: `where the answer says the ${proves}, because \`proves: ${proves}\``,
            suggestion: `${proves}: .${proves}`,
          },
        ]
      : [],
  ),
);

/** A build from source is not the published image, whatever it says of itself. */
export const builtFromSourceProvesNoDigest = rule(["environments"], ({ environments }) =>
  Object.entries(environments).flatMap(([name, { heroku, proves }]) =>
    heroku !== undefined && proves === "digest"
      ? [
          {
            path: ["environments", name, "proves"],
            found: "digest",
            expected: "commit: Heroku builds from source, not from the published image",
            suggestion: "commit",
          },
        ]
      : [],
  ),
);

export const digestNeedsACandidate = rule(["environments", "images"], ({ environments, images }) =>
  images.some((each) => each.candidate !== undefined)
    ? []
    : Object.entries(environments).flatMap(([name, { proves }]) =>
        proves === "digest"
          ? [
              {
                path: ["environments", name, "proves"],
                found: "digest, but no image has a `candidate`",
                expected: "commit or version, or an image with a candidate",
              },
            ]
          : [],
      ),
);

export const commandsCanBeFilled = rule(["environments", "images"], ({ environments, images }) => {
  const tested = images
    .filter((each) => each.candidate !== undefined)
    .map((each) => `image.${each.name.slice(each.name.lastIndexOf("/") + 1)}`);
  const names = { ...shortNames, ...Object.fromEntries(tested.map((name) => [name, "example@sha256:0"])) };
  return Object.entries(environments).flatMap(([name, { command }]) =>
    (command ?? []).flatMap((argument, at) => {
      const path = ["environments", name, "command", at];
      const tried = tryTemplate(path, argument, names);
      if (tried.is === "complaint") return [tried.complaint];
      return /\{image\.[^}]*\}/.test(argument) && !/^\{image\.[^}]*\}$/.test(argument)
        ? [{ path, found: argument, expected: "{image.…} as an argument of its own" }]
        : [];
    }),
  );
});

export const sessionEnvironmentsAreKnown = rule(["session", "environments"], ({ session, environments }) =>
  (session?.on ?? []).flatMap((name, at) =>
    Object.hasOwn(environments, name) ? [] : [unknownAmong(["session", "on", at], name, "an environment", Object.keys(environments))],
  ),
);

/** The page in bold: the session uses the published image, so that no bug of the final build stage slips through. */
export const sessionProvesTheImage = rule(["session", "environments", "images"], ({ session, environments, images }) => {
  if (session === undefined || !images.some((each) => each.candidate !== undefined)) return [];
  const on = sessionEnvironments({ session, environments });
  if (on.some((name) => environments[name]?.proves === "digest")) return [];
  return [
    {
      path: session.on === undefined ? ["session"] : ["session", "on"],
      severity: "warning",
      found: on.length === 0 ? "a session on no environment" : `a session on ${on.join(", ")}, which cannot prove the published image`,
      expected: "an environment with `proves: digest`, or bugs of the final build stage stay unseen",
    } satisfies Complaint,
  ];
});

/** Those named, else those that prove the image, else all. */
export const sessionEnvironments = ({ session, environments }: Pick<Words, "session" | "environments">): readonly string[] => {
  if (session?.on !== undefined) return session.on;
  const proving = Object.keys(environments).filter((name) => environments[name]?.proves === "digest");
  return proving.length > 0 ? proving : Object.keys(environments);
};

const imageTag = (path: Path, template: string): readonly Complaint[] => {
  const tried = tryTemplate(path, template, refNames);
  if (tried.is === "complaint") return [tried.complaint];
  const reason = unsafeImageTag(tried.text);
  return reason === undefined ? [] : [{ path, found: template, expected: reason }];
};

const ownTag = (path: Path, template: string): readonly Complaint[] =>
  template.includes("{version")
    ? imageTag(path, template)
    : [{ path, found: template, expected: "a tag with {version} in it: two releases may have candidates at once" }];
