import { z } from "zod";
import { dial, givenName, secureAddress, template, word } from "./words.ts";

const names = (description: string, example: string) =>
  z
    .array(word("the id of an item"))
    .max(20, "at most 20 items")
    .default([])
    .meta({ description, examples: [[example]] });

const program = (description: string, example: readonly string[]) =>
  z.optional(
    z
      .array(template())
      .min(1, "a program and its arguments")
      .max(100, "at most 100 arguments")
      .meta({ description, examples: [[...example]] }),
  );

/** Where a request goes: the host is written out, so that it is known before anything is filled in. */
const address = () =>
  secureAddress()
    .max(1000, "an address of at most 1000 characters")
    .regex(/^https:\/\/[^/?${}]+(?:[/?]|$)/, "an address whose host is written out");

const headers = (description: string, example: string) =>
  z
    .record(
      z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,60}$/, "the name of a header"),
      z.string().regex(/^[\t\x20-\x7e]{1,1000}$/, "a header's text: one line of printable ASCII"),
    )
    .default({})
    .meta({ description, examples: [{ authorization: example }] });

const request = z
  .strictObject({
    method: z.enum(["POST", "PUT", "PATCH", "DELETE"]).default("POST").meta({ description: "How it is sent." }),
    url: address().meta({
      description: `Where to; the host written out. \`\${NAME}\` is the value of a credential, where the address itself is one.`,
      examples: ["https://status.example.com/api/incidents", `https://hooks.example.com/build/\${DOCS_HOOK}`],
    }),
    headers: headers(`Its headers. \`\${NAME}\` is the value of a credential.`, `Bearer \${STATUS_TOKEN}`),
    json: z.optional(z.unknown()).meta({
      description: "The body as JSON; its texts are templates, its names are not.",
      examples: [{ name: "{version} is released" }],
    }),
    text: z.optional(z.string().max(10_000, "a text of at most 10000 characters")).meta({
      description: "The body as a text; a template.",
      examples: ["released={version}"],
    }),
  })
  .meta({
    description: `A request that Signalbox sends once, such as a webhook. Templates have the names of a version; credentials stand as \`\${NAME}\` in address and headers.`,
  });

const look = z
  .strictObject({
    command: program("A program that ends with 0 when it is done and with 1 when it is not; anything else says neither.", [
      "./docs-are-built.sh",
      "{version}",
    ]),
    url: z.optional(address()).meta({
      description: "An address whose answer tells; nothing there (404) is not done.",
      examples: ["https://docs.example.com/version.json"],
    }),
    headers: headers("Headers of that question.", `Bearer \${STATUS_TOKEN}`),
    at: z
      .optional(z.string().regex(/^\.[^\s]{1,200}$/, "a path into the JSON answer, such as .version"))
      .meta({ description: "Where in the JSON answer; anywhere in its text without it.", examples: [".version"] }),
    expect: z.optional(template()).meta({ description: "What stands there when it is done.", examples: ["{version}"] }),
  })
  .meta({
    description:
      "How to see that it is done, by `command` or by `url` with `expect`. Without a look nobody can tell, and when an answer is lost Signalbox asks a person instead of doing it again.",
  });

const item = z.strictObject({
  id: givenName("an item's id").meta({ description: "A name of its own, by which it is marked as done.", examples: ["update-the-docs"] }),
  manual: z
    .optional(template())
    .meta({ description: "What a person does, as a line of the checklist.", examples: ["Update the documentation"] }),
  command: program(
    "A program that Signalbox runs once, as a list of arguments, never a shell line. Each is a template and stays one argument.",
    ["./rebuild-docs.sh", "{version}"],
  ),
  request: z.optional(request),
  title: z.optional(template()).meta({
    description: "What a command or request does, as a line of the checklist; left out, it says itself.",
    examples: ["Rebuild the documentation"],
  }),
  text: z
    .optional(z.string().max(4000, "a text of at most 4000 characters"))
    .meta({ description: "How it is done, where a line is not enough; may have several lines." }),
  credentials: z
    .array(z.string().regex(/^[A-Z][A-Z0-9_]{2,59}$/, "the name of a variable, such as DOCS_TOKEN"))
    .max(20, "at most 20 names")
    .default([])
    .meta({
      description: "Names of credentials that the command, or the command of the look, sees as variables; it sees no others.",
      examples: [["DOCS_TOKEN"]],
    }),
  look: z.optional(look),
  repeatable: z.optional(z.literal(true, { error: "true, or nothing" })).meta({
    description: "`true` when doing it twice does no harm: then it may be done again when an answer is lost and two looks do not find it.",
  }),
  by: z.optional(
    dial().meta({
      description:
        "Who does a command or request, when not the train's `by`. There is nothing to prepare in one: with `prepare`, people do it.",
    }),
  ),
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
    "Items of your own, before or after any other. Each has `after`, `before`, or both, and is one of three: `manual`, which a person does and marks with `signalbox done`; `command`; or `request` ([own-items.md](own-items.md)).",
});
