import { z } from "zod";
import { givenName, template, word } from "./words.ts";

const names = (description: string, example: string) =>
  z
    .array(word("the id of an item"))
    .max(20, "at most 20 items")
    .default([])
    .meta({ description, examples: [[example]] });

const item = z.strictObject({
  id: givenName("an item's id").meta({ description: "A name of its own, by which it is marked as done.", examples: ["update-the-docs"] }),
  manual: template().meta({ description: "What a person does, as a line of the checklist.", examples: ["Update the documentation"] }),
  text: z
    .optional(z.string().max(4000, "a text of at most 4000 characters"))
    .meta({ description: "How it is done, where a line is not enough; may have several lines." }),
  owner: z
    .array(z.string())
    .min(1, "at least one role or person")
    .default(["captain"])
    .meta({ description: "Roles or people who answer for it.", examples: [["marketing"]] }),
  after: names("Items that must be finished before; an item of this list as well, when it stands further up.", "tag-release"),
  before: names("Items that wait for it.", "post-to-slack"),
  interlock: z.optional(template()).meta({
    description: "Why the order matters. With it the item cannot be skipped.",
    examples: ["Do not announce before the documentation is there."],
  }),
});

export const extra = z.array(item).max(200, "at most 200 items").default([]).meta({
  description:
    "Items of your own, before or after any other: a person does them and says so with `signalbox done`. Each has `after`, `before`, or both.",
});
