import { z } from "zod";
import { cdn, environments, images, network, session, updateFeed } from "./build.ts";
import { extra } from "./extra.ts";
import { captains, gates, people } from "./people.ts";
import { announce, chart, post, releasePage, rollback, sync } from "./publish.ts";
import { changelog, contributors, freeze, repository, versionFiles } from "./repository.ts";
import { schedule, version } from "./schedule.ts";
import { store } from "./store.ts";
import { dial, givenName } from "./words.ts";

/** Every section of `signalbox.yaml`, in the order of a release. Types, JSON Schema and docs/config.md are made from this. */
export const sections = {
  train: givenName("the train's name").meta({ description: "The train's name.", examples: ["posthog"] }),
  people,
  captains,
  schedule,
  version,
  repository,
  freeze,
  changelog,
  contributors,
  "version-files": versionFiles,
  images,
  environments,
  session,
  post,
  chart,
  sync,
  "update-feed": updateFeed,
  cdn,
  "release-page": releasePage,
  announce,
  rollback,
  extra,
  gates,
  patch: z
    .strictObject({
      "leave-out": z
        .array(z.string())
        .default([])
        .meta({
          description: "Items that a patch release leaves out, besides those that only a full release has.",
          examples: [["edit-chart", "merge-chart"]],
        }),
    })
    .prefault({})
    .meta({ description: "What is different for a patch release." }),
  by: dial()
    .default("signalbox")
    .meta({ description: "How much Signalbox does: a mark of people's own work, preparing for people, or everything." }),
  dials: z
    .record(z.string(), dial())
    .default({})
    .meta({
      description: "The same for single items, by their id; stronger than a section's `by`.",
      examples: [{ "send-newsletter": "people" }],
    }),
  store,
  network,
} as const;

export const configuration = z
  .strictObject(sections)
  .meta({ title: "signalbox.yaml", description: "The configuration of a release train." });

/** The configuration with its defaults, its words not yet read: what the rules look at. */
export type Words = z.output<typeof configuration>;

export type Section = keyof Words;
