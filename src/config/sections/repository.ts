import { z } from "zod";
import { filePath, forgeRepository, places, sectionDial, spelling, template, word } from "./words.ts";

export const repository = z
  .strictObject({
    github: forgeRepository().meta({ description: "The product's repository at GitHub, `owner/name`.", examples: ["PostHog/posthog"] }),
    main: word("the name of a branch").default("main").meta({ description: "The branch that releases are cut from." }),
    branch: template().default("release-{version}").meta({ description: "The release branch." }),
    tag: template()
      .default("v{version}")
      .meta({ description: "The tag; holds `{version}` exactly once.", examples: ["{version}", "server/v{version}"] }),
    "tag-message": template().default("Version {version}").meta({ description: "The message of the annotated tag." }),
    committer: z
      .strictObject({
        name: word("a name").meta({ description: "Their name." }),
        email: z
          .string()
          .regex(/^[^\s@<>]+@[^\s@<>]+$/, "an e-mail address")
          .meta({ description: "Their e-mail address, by which Signalbox knows its own commits." }),
      })
      .default({ name: "Signalbox", email: "signalbox@signalbox.invalid" })
      .meta({ description: "Who Signalbox is in the commits and tags that it makes." }),
    by: sectionDial,
  })
  .meta({ description: "The product's own repository. `by` is about the branch and the tag." });

export const freeze = z.optional(
  z
    .strictObject({
      admits: z
        .array(word("a conventional type such as fix"))
        .default(["fix", "revert"])
        .meta({ description: "Conventional types that may board after the freeze." }),
      label: word("a label")
        .default("release-blocker")
        .meta({ description: "A label that lets a pull request board.", examples: ["board"] }),
      status: word("the name of a commit status")
        .default("signalbox/freeze")
        .meta({ description: "The commit status with the verdict; the branch's rules must require it." }),
      by: sectionDial,
    })
    .meta({ description: "The code freeze. Left out, whatever is merged boards." }),
);

export const changelog = z.optional(
  z
    .strictObject({
      file: filePath()
        .default("CHANGELOG.md")
        .meta({
          description:
            "The changelog; a new section follows the form of those in it. With `{version}`, or `{major}` and `{minor}`, each has a file of its own.",
          examples: ["changelog/v{version}.md"],
        }),
      message: template().default("Changelog version {version}").meta({ description: "The commit's message." }),
      by: sectionDial,
    })
    .meta({ description: "The changelog that people read." }),
);

export const contributors = z
  .strictObject({
    staff: z
      .strictObject({
        domains: z
          .array(z.string().regex(/^[^\s@/]+\.[^\s@/]+$/, "a domain such as example.com"))
          .default([])
          .meta({ description: "E-mail domains of the staff; subdomains count." }),
        logins: z
          .array(word("a GitHub account"))
          .default([])
          .meta({ description: "Accounts of the staff besides those of `people`, for those who commit under a noreply address." }),
        "github-org": z.optional(word("an organisation")).meta({
          description: "The organisation at GitHub whose members are staff, as far as a member's token that may read it tells.",
          examples: ["PostHog"],
        }),
      })
      .prefault({})
      .meta({ description: "Who belongs to the team; everybody else is thanked." }),
    bots: z.array(word("a pattern such as *[bot]")).default(["*[bot]"]).meta({
      description:
        "Names, accounts or e-mails that are no people; `*` stands for anything. Usual signs, such as `-bot` at the end of a name, count without being listed; a pattern after `!` says that somebody who bears one is a person.",
    }),
  })
  .prefault({})
  .meta({ description: "How people in the change list are told apart." });

const versionFile = z.strictObject({
  file: filePath().meta({
    description: "The file, from the top of the repository; with `*` for any part of a name and `**` for any folders, all that match.",
    examples: ["posthog/version.py", "manifests/**/kustomization.yaml"],
  }),
  ...places(
    "Path of the value in a JSON, YAML, TOML, properties, `.env` or lock file; `version` unless given.",
    "A regular expression, its one group being the version; it matches exactly once. `.py` files have a default.",
  ),
  whole: z
    .optional(z.literal(true, { error: "true, or nothing" }))
    .meta({ description: "`true` when the version is all that the file holds." }),
  to: spelling(),
  "on-main": z.optional(template()).meta({
    description: "What the sync writes on the main branch, where that says something else between releases; the same as `to` unless given.",
    examples: ["{next-patch}-dev"],
  }),
  message: template()
    .default("Bump version {version}")
    .meta({ description: "The commit's message; files with the same message share a commit." }),
});

export const versionFiles = z.array(versionFile).default([]).meta({
  description: "Places that hold the version: a file, at most one of `at`, `pattern` and `whole`, and how the version is spelt there.",
});
