import { z } from "zod";
import { filePath, forgeRepository, givenName, places, sectionDial, spelling, template, word } from "./words.ts";

const textFile = (what: string) =>
  z
    .optional(word("the path of a template beside the configuration"))
    .meta({ description: `A file beside the configuration with ${what}; a plain text of ours unless given.` });

export const post = z.optional(
  z
    .strictObject({
      repository: forgeRepository().meta({ description: "The site's repository.", examples: ["PostHog/posthog.com"] }),
      main: word("the name of a branch").default("main").meta({ description: "Its main branch." }),
      file: template().meta({ description: "The post's file.", examples: ["contents/blog/the-posthog-array-{version-dashed}.md"] }),
      branch: template().default("release-{version}").meta({ description: "The pull request's branch." }),
      title: z
        .optional(template())
        .meta({ description: "The post's title; train and version unless given.", examples: ["The PostHog Array {version}"] }),
      template: textFile("the post"),
      highlight: z
        .optional(word("a label"))
        .meta({ description: "Label of pull requests that the post highlights.", examples: ["highlight"] }),
      by: sectionDial,
    })
    .meta({ description: "The post about the release, as a pull request in the site's repository." }),
);

const chartEdit = z.strictObject({
  file: filePath().meta({ description: "The file, from the top of the chart's repository.", examples: ["charts/posthog/Chart.yaml"] }),
  ...places("Path of the value.", "A regular expression, its one group being the value; it matches exactly once."),
  to: spelling(),
});

export const chart = z.optional(
  z
    .strictObject({
      repository: forgeRepository().meta({ description: "The chart's repository.", examples: ["PostHog/charts-clickhouse"] }),
      main: word("the name of a branch").default("main").meta({ description: "Its main branch." }),
      branch: template().default("release-{version}").meta({ description: "The pull request's branch." }),
      title: template().default("Release {version}").meta({ description: "The pull request's title." }),
      label: z.optional(word("a label")).meta({
        description:
          "The label by which the chart's CI raises its version after the merge, spelt exactly as the chart's own workflow tests it.",
        examples: ["bump minor"],
      }),
      edits: z
        .array(chartEdit)
        .min(1, "at least one edit")
        .meta({ description: "The places of the chart that name the version, each with one of `at` and `pattern`." }),
      version: z
        .strictObject({
          file: z.optional(filePath()).meta({ description: "The file that says it; the edited Chart.yaml unless given." }),
          at: word("a path such as version").default("version").meta({ description: "Path of the value." }),
          bump: z.optional(z.enum(["release", "major", "minor", "patch"])).meta({
            description:
              "How the pull request itself raises it, where no label does: as the release raises the product's, or always alike.",
          }),
        })
        .prefault({})
        .meta({ description: "The chart's own version, which must have moved after the merge." }),
      by: sectionDial,
    })
    .meta({ description: "The Helm chart: a pull request that is merged only when every promised image exists." }),
);

export const sync = z.optional(
  z
    .strictObject({
      branch: template().default("{version}-sync").meta({ description: "The pull request's branch." }),
      title: template().default("Sync {version}").meta({ description: "The pull request's title." }),
      by: sectionDial,
    })
    .meta({ description: "The pull request that brings changelog, version, feed and fixes back to the main branch." }),
);

export const releasePage = z.optional(
  z
    .strictObject({
      title: template().default("{version}").meta({ description: "The page's title." }),
      template: textFile("the release notes"),
      by: sectionDial,
    })
    .meta({ description: "The release's page at GitHub, with the release notes." }),
);

const slackMessage = z.strictObject({
  workspace: givenName("a name for the workspace").meta({
    description: "The workspace; its token is read from `SLACK_TOKEN_<WORKSPACE>`.",
    examples: ["community"],
  }),
  channel: z
    .string()
    .regex(/^[CG][A-Z0-9]{6,20}$/, "the id of a channel, such as C0000000000")
    .meta({ description: "The channel's id.", examples: ["C0000000000"] }),
  message: textFile("the message"),
  at: z.enum(["freeze", "announce"]).default("announce").meta({
    description:
      "When it is posted. Channels that are told of the freeze only are the team's own: they also hear of alarms after the launch.",
  }),
});

const newsletter = z.strictObject({
  "mailchimp-list": z
    .string()
    .regex(/^[A-Za-z0-9]{6,20}$/, "the id of a Mailchimp audience")
    .meta({ description: "The audience's id, in quotes.", examples: ["0123456789"] }),
  subject: z.optional(template()).meta({ description: "The subject; train and version unless given." }),
  template: textFile("the newsletter"),
  from: z.enum(["last-sent"]).default("last-sent").meta({ description: "The campaign that it is replicated from." }),
  recipients: z
    .strictObject({
      within: z
        .string()
        .regex(/^(?:100|\d{1,2}(?:\.\d{1,2})?)%$/, "a share such as 10%")
        .default("10%")
        .meta({ description: "How far recipients may be from the last campaign's." }),
    })
    .prefault({})
    .meta({ description: "Who gets it, as a band." }),
  test: z
    .array(z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, "an e-mail address"))
    .default([])
    .meta({ description: "Addresses that get a test first." }),
  access: z.optional(z.array(z.string()).min(1, "at least one role or person")).meta({
    description: "Roles or people who may send it; `marketing` where somebody has that role, else `captain`.",
    examples: [["marketing"]],
  }),
  by: sectionDial,
});

export const rollback = z
  .strictObject({
    subject: template().default("Please do not upgrade to {version}").meta({ description: "The subject of the correction's newsletter." }),
    template: textFile("what is told when a release is rolled back; {reason} stands for why"),
  })
  .prefault({})
  .meta({ description: "What is told when a release is rolled back: messages are edited to say it, and it is a draft of a newsletter." });

export const announce = z
  .strictObject({
    slack: z.array(slackMessage).default([]).meta({ description: "Messages on Slack." }),
    newsletter: z.optional(newsletter).meta({ description: "The newsletter, through Mailchimp." }),
    by: sectionDial,
  })
  .prefault({})
  .meta({ description: "Who is told, once everything can be had. `by` is about the messages on Slack." });
