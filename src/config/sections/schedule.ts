import { z } from "zod";

const reason = z.string().min(3, "a reason").max(300, "a reason of at most 300 characters");

const every = z.string().meta({
  description:
    "How often: `month`, `2 months`, `quarter`, `week`, `4 weeks`, `4 weeks, 1 spare in 13`; with `6 weeks from the last` a departure that moves takes all later ones along. Left out when `release` lists days.",
  examples: ["month"],
});
const release = z
  .union([z.string(), z.int(), z.array(z.string())], { error: "a rule such as last monday, a day of the month, or a list of days" })
  .meta({
    description:
      "The release day: `last monday`, `third tuesday`, `day 15 or next business day`, `last day`; with weeks a weekday; or the days themselves.",
    examples: ["last monday"],
  });
const freeze = z.string().meta({
  description:
    "The freeze day: `friday of the week before`, `wednesday before`, `3 days before`, `3 business days before`, `2 weeks before`, `same day`.",
  examples: ["friday of the week before"],
});
const starting = z.string().meta({
  description: "From where every second week or third month is counted, and the first captain's turn: `YYYY-MM-DD`, or `YYYY-MM`.",
  examples: ["2021-10"],
});

export const schedule = z
  .strictObject({
    every: z.optional(every).meta({ ...every.meta(), default: "month" }),
    release: release.default("last monday"),
    freeze: freeze.default("friday of the week before"),
    "time-zone": z
      .string()
      .default("UTC")
      .meta({ description: "The zone in which days begin and end, by its IANA name.", examples: ["Europe/London"] }),
    "launch-at": z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d( first| second)?$/, "a time of day as HH:MM, in quotes")
      .default("09:00")
      .meta({
        description:
          "The time of the release day from which a launch may happen. Where clocks that go back show it twice, `01:30 first` or `01:30 second`.",
        examples: ["10:00"],
      }),
    starting: z.optional(starting),
    change: z
      .record(
        z.string(),
        z.strictObject({
          every: z.optional(every).meta({ ...every.meta(), description: "Another rhythm." }),
          release: z.optional(release).meta({ ...release.meta(), description: "Another release day." }),
          freeze: z.optional(freeze).meta({ ...freeze.meta(), description: "Another freeze day." }),
          starting: z.optional(starting).meta({
            ...starting.meta(),
            description: "From where the new rhythm is counted; the day of the change unless told.",
          }),
          reason: reason.meta({ description: "Why." }),
        }),
      )
      .default({})
      .meta({
        description: "What is different from a day on; every other word goes on. Departures planned before keep the rule that held.",
        examples: [{ "2022-04-04": { freeze: "wednesday before", reason: "two days to break the release" } }],
      }),
    holidays: z
      .array(z.string())
      .default([])
      .meta({ description: "Days on which nobody works, besides Saturday and Sunday.", examples: [["2021-12-27"]] }),
    skip: z
      .record(z.string(), reason)
      .default({})
      .meta({
        description: "Departures that do not take place, by month or planned day, with the reason.",
        examples: [{ "2021-12": "we ship whenever" }],
      }),
    move: z
      .record(
        z.string(),
        z.strictObject({
          to: z
            .optional(z.string())
            .meta({ description: "The new release day; left out where only the freeze moves.", examples: ["2021-11-30"] }),
          freeze: z.optional(z.string()).meta({ description: "Another freeze day than the rule's.", examples: ["2021-11-26"] }),
          reason: reason.meta({ description: "Why." }),
        }),
      )
      .default({})
      .meta({
        description:
          "Departures on another day than planned: from the planned day `to` another, its freeze following the rule unless given.",
        examples: [{ "2021-11-29": { to: "2021-11-30", reason: "the venue is closed" } }],
      }),
  })
  .prefault({})
  .meta({ description: "When the train departs." });

export const version = z
  .strictObject({
    bump: z.enum(["minor", "patch", "major"]).default("minor").meta({ description: "Which number grows from one release to the next." }),
  })
  .prefault({})
  .meta({ description: "How version numbers grow." });
