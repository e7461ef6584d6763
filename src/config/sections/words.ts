import { z } from "zod";

/**
 * The building blocks of every section. The text given to a check is what a problem says was expected, so each is a noun phrase.
 * Descriptions become `docs/config.md` and what an editor shows.
 */
export const word = (expected: string): z.ZodString => z.string().min(1, expected).max(200, `${expected}, at most 200 characters`);

/** A name that people give: becomes part of item ids, variables and addresses. */
export const givenName = (expected: string): z.ZodString =>
  z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, `${expected}: small letters, digits and dashes`);

/** Text with `{version}` and its like, on one line. */
export const template = (): z.ZodString => line(1);

const line = (fewest: number): z.ZodString =>
  z
    .string()
    .min(fewest, "a text")
    .max(400, "a text of at most 400 characters")
    .regex(/^[^\n\r]*$/, "one line");

/** `owner/name` on the forge. */
export const forgeRepository = (): z.ZodString =>
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/, "owner/name, such as PostHog/posthog");

/** An address that anybody on the way cannot change. */
export const secureAddress = (): z.ZodString =>
  z.string().regex(/^https:\/\/[^\s/@?#]+(?:[/?][^\s#]*)?$/, "an https:// address without a user name");

/** A path inside a repository. */
export const filePath = (): z.ZodString => word("the path of a file, from the top of its repository");

/** Where a value stands in a file: at a path or in a pattern's group. */
export const places = (path: string, pattern: string) => ({
  at: z.optional(word("a path such as version")).meta({
    description: `${path} An item of a list is named by what it says: \`images[name="acme/app"].newTag\`.`,
    examples: ["tool.poetry.version"],
  }),
  pattern: z.optional(z.string().min(1, "a pattern").max(300, "a pattern of at most 300 characters")).meta({
    description: pattern,
    examples: ['^VERSION = "([^"]+)"'],
  }),
  every: z
    .optional(z.literal(true, { error: "true, or nothing" }))
    .meta({ description: "`true` when the pattern may match several times: all matches hold the same text, and change together." }),
});

/** How the version is spelt at a place. */
export const spelling = () =>
  line(0)
    .default("{version}")
    .meta({
      description:
        "What is written there: the version in the spelling of that place. Empty where a `pattern` finds what a release takes away, such as a line that spells the pre-release.",
      examples: ["v{version}", "{major}, {minor}, {patch}"],
    });

export const dial = (): z.ZodEnum<{ people: "people"; prepare: "prepare"; signalbox: "signalbox" }> =>
  z.enum(["people", "prepare", "signalbox"]);

/** The dial of the items that a section stands for. */
export const sectionDial = z.optional(
  dial().meta({
    description: "Who does this section's items, when not the train's `by`: people, people after Signalbox prepared it, or Signalbox.",
  }),
);
