import { z } from "zod";
import { filePath, givenName, sectionDial, secureAddress, template, word } from "./words.ts";

const image = z.strictObject({
  name: z
    .string()
    .regex(
      /^(?:[a-z0-9][a-z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/,
      "an image's name without tag, such as posthog/posthog",
    )
    .meta({ description: "The image, without a tag.", examples: ["posthog/posthog", "ghcr.io/example/app"] }),
  by: z.enum(["ci", "signalbox"]).default("ci").meta({
    description: "Who publishes the release tags: the tag's own workflow builds again (`ci`), or Signalbox promotes the tested digest.",
  }),
  candidate: z
    .optional(template())
    .meta({ description: "The tag under which a push to the release branch is built.", examples: ["release-{version}-unstable"] }),
  release: z
    .array(template())
    .min(1, "at least one tag")
    .default(["{version}", "latest"])
    .meta({ description: "The tags users pull; one without `{version}` is moved by every release." }),
});

export const images = z.array(image).default([]).meta({ description: "Container images of a release. All variants, or the launch stops." });

const jsonPath = (what: string, example: string) =>
  z
    .optional(z.string().regex(/^\.[^\s]+$/, "a path into the JSON answer, such as .version"))
    .meta({ description: `Where the answer says ${what}.`, examples: [example] });

const environment = z.strictObject({
  heroku: z.optional(z.string().regex(/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/, "the name of a Heroku app")).meta({
    description: "The Heroku app that is built from the release branch.",
    examples: ["posthog-playground"],
  }),
  command: z.optional(z.array(z.string().min(1, "an argument").max(400, "an argument")).min(1, "a program and its arguments")).meta({
    description: "A program that deploys, as a list of arguments, never a shell line. `{image.NAME}` is the candidate by digest.",
    examples: [["./deploy.sh", "{image.posthog}"]],
  }),
  url: secureAddress().meta({ description: "Where the running app answers.", examples: ["https://playground.posthog.com"] }),
  proves: z
    .enum(["version", "commit", "digest"])
    .default("version")
    .meta({ description: "What asking it can prove, from weak to strong. Only `digest` proves the published image." }),
  ask: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[^\s]*$/, "a path such as /version")
        .meta({ description: "The question's path.", examples: ["/_preflight"] }),
      version: jsonPath("which version runs", ".version"),
      commit: jsonPath("which commit runs", ".commit"),
      digest: jsonPath("which image runs", ".image_digest"),
    })
    .meta({ description: "How to ask it what it runs." }),
  by: sectionDial,
});

export const environments = z
  .record(givenName("an environment's name"), environment)
  .default({})
  .meta({ description: "Where each candidate is deployed, and shown to run. Each has either `heroku` or `command`." });

export const session = z.optional(
  z
    .strictObject({
      length: z
        .string()
        .regex(/^[1-9]\d{0,2}(?:m|h)$/, "a length such as 60m or 2h")
        .default("60m")
        .meta({ description: "How long the break-the-release session takes." }),
      on: z.optional(z.array(z.string()).min(1, "at least one environment")).meta({
        description: "Environments of the session. Left out, those that prove the image, or all.",
        examples: [["clickhouse-test"]],
      }),
    })
    .meta({ description: "The break-the-release session, bound to one candidate." }),
);

export const cdn = z.optional(
  z
    .strictObject({
      cloudfront: z
        .string()
        .regex(/^[A-Z0-9]{8,20}$/, "the id of a CloudFront distribution")
        .meta({ description: "The CloudFront distribution.", examples: ["EWXT9O7BVDC2O"] }),
      paths: z
        .array(z.string().regex(/^\/[^\s]*$/, "a path such as /*"))
        .min(1, "at least one path")
        .default(["/*"])
        .meta({ description: "Paths that are refreshed." }),
      by: sectionDial,
    })
    .meta({ description: "The cache in front of the update feed." }),
);

export const updateFeed = z.optional(
  z
    .strictObject({
      file: filePath().meta({ description: "The JSON list of releases that users' apps compare with.", examples: ["versions.json"] }),
      in: z.enum(["sync"]).default("sync").meta({ description: "The pull request that carries it." }),
      edge: secureAddress().meta({ description: "Where users' apps read it.", examples: ["https://update.posthog.com/versions"] }),
      by: sectionDial,
    })
    .meta({ description: "The update feed. Merging its entry notifies every user, so it comes after everything that it promises." }),
);

export const network = z
  .strictObject({
    allow: z
      .array(word("a host, host:port or address block"))
      .default([])
      .meta({
        description: "Hosts or address blocks inside your own network that Signalbox may connect to.",
        examples: [["registry.internal:5000"]],
      }),
  })
  .prefault({})
  .meta({ description: "What the outbound door lets through besides public addresses." });
