import { z } from "zod";
import { filePath, forgeRepository, sectionDial, template, word } from "./words.ts";

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
      file: filePath().default("CHANGELOG.md").meta({ description: "The changelog; a new section follows the form of those in it." }),
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
        "github-org": z
          .optional(word("an organisation"))
          .meta({ description: "The organisation whose members are staff.", examples: ["PostHog"] }),
      })
      .prefault({})
      .meta({ description: "Who belongs to the team; everybody else is thanked." }),
    bots: z
      .array(word("a pattern such as *[bot]"))
      .default(["*[bot]"])
      .meta({ description: "Names, accounts or e-mails that are no people; `*` stands for anything." }),
  })
  .prefault({})
  .meta({ description: "How people in the change list are told apart." });

const versionFile = z.strictObject({
  file: filePath().meta({ description: "The file, from the top of the repository.", examples: ["posthog/version.py"] }),
  at: z.optional(word("a path such as version")).meta({
    description: "Path of the value in a JSON, YAML, TOML or properties file; `version` unless given.",
    examples: ["tool.poetry.version"],
  }),
  pattern: z.optional(z.string().min(1, "a pattern").max(300, "a pattern of at most 300 characters")).meta({
    description: "A regular expression that matches once, its one group being the version. `.py` files have a default.",
    examples: ['^VERSION = "([^"]+)"'],
  }),
  whole: z
    .optional(z.literal(true, { error: "true, or nothing" }))
    .meta({ description: "`true` when the version is all that the file holds." }),
  to: template().default("{version}").meta({ description: "What is written there." }),
  message: template()
    .default("Bump version {version}")
    .meta({ description: "The commit's message; files with the same message share a commit." }),
});

export const versionFiles = z
  .array(versionFile)
  .default([])
  .meta({ description: "Files that carry the version, each with at most one of `at`, `pattern` and `whole`." });
