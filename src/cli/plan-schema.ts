import { z } from "zod";

const preview = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("diff"), title: z.string(), diff: z.string().describe("a unified diff that git applies") }),
  z.strictObject({ is: z.literal("text"), title: z.string(), text: z.string() }),
  z.strictObject({ is: z.literal("line"), line: z.string() }),
]);

const step = z.strictObject({
  id: z.string().describe("`item/step`, unique in the plan"),
  kind: z.string().describe("kind of step, stable for ever; see docs/effects.md"),
  input: z.json().describe('plain data; wherever a string may stand, `{"after", "fact"}` or `{"join": […]}` of them may stand instead'),
  after: z.array(z.string()).optional(),
  guardedBy: z.array(z.string()).optional().describe("steps that are looked at again just before this one is sent"),
  preview: preview.optional(),
});

const item = z.strictObject({
  id: z.string(),
  title: z.string(),
  phase: z.enum(["freeze", "qualify", "launch", "announce"]),
  rows: z.array(z.int()).describe("rows of the handbook's table that it covers"),
  owner: z.array(z.string()),
  access: z.array(z.string()),
  by: z.enum(["people", "prepare", "signalbox"]),
  after: z.array(z.string()).describe("items that must be finished before"),
  interlock: z.string().optional(),
  inAnyOrder: z.literal(true).optional().describe("its steps do not wait for each other"),
  steps: z.array(step),
});

const plan = z.strictObject({
  format: z.literal(1),
  train: z.string(),
  version: z.string(),
  previous: z.string(),
  kind: z.enum(["release", "patch"]),
  revision: z.int().positive(),
  days: z.strictObject({ freeze: z.iso.date(), planned: z.iso.date() }),
  items: z.array(item),
  warnings: z.array(z.string()),
});

const check = z.strictObject({
  step: z.string(),
  code: z.string().describe("of the question that a violation asks; see docs/guards.md"),
  title: z.string(),
  is: z.enum(["ok", "violated", "unknown"]),
  says: z.string(),
  until: z.string().optional().describe("the step that will tell, where it is unknown"),
  why: z.string().optional(),
  next: z.string().optional(),
  accepted: z.string().optional().describe("the decision by which people accepted exactly this"),
});

/** What `signalbox plan --json` prints. */
export const planDocument = z
  .strictObject({
    ok: z.literal(true),
    exit: z.literal(0),
    plan,
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("of everything but previews and the revision; what `start --plan` takes"),
    pointOfNoReturn: z.string().describe("the item from which on nothing can be undone"),
    begun: z.boolean().describe("whether the release was started already: then this is its plan as it would be made now"),
    checks: z.array(check).describe("what the launch's guards say now; no part of the plan or its hash"),
    missing: z.array(z.string()).describe("credentials that `start` needs and that are not set; no part of the plan or its hash"),
  })
  .meta({ title: "A release plan of Signalbox", description: "What `signalbox plan --json` prints." });

/** docs/plan.schema.json. */
export const planSchemaFile = (): string => `${JSON.stringify(z.toJSONSchema(planDocument), null, 2)}\n`;
