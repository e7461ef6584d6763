import { z } from "zod";
import { faults, kills } from "../app/faults/disturbances.ts";

const count = z.int().nonnegative();

const met = {
  effect: z.string(),
  kill: z.enum(kills).optional().describe("the boundary at which the process was killed"),
  fault: z.enum(faults).optional(),
  took: z.number().describe("virtual milliseconds from the last disturbance to the end of the effect"),
};

const question = z.strictObject({
  step: z.string(),
  code: z.string(),
  what: z.string(),
  next: z.string(),
  answers: z.array(z.string()),
});

const cell = z.union([
  z.strictObject({ ...met, is: z.literal("same") }).describe("the world and the record as undisturbed, everything once"),
  z.strictObject({ ...met, is: z.literal("idle") }).describe("the same, but there was nothing to disturb"),
  z.strictObject({ ...met, is: z.literal("asks"), questions: z.array(question) }).describe("the same in the end, after somebody answered"),
  z.strictObject({ ...met, is: z.literal("red"), differs: z.array(z.string()) }),
]);

/** What `signalbox rehearse --faults --json` prints. */
export const faultsDocument = z
  .strictObject({
    ok: z.boolean().describe("whether no cell is red"),
    train: z.string(),
    repository: z.string(),
    version: z.string(),
    effects: z
      .array(z.strictObject({ id: z.string(), title: z.string(), class: z.enum(["keyed", "set", "marked", "blind"]) }))
      .describe("those that were chosen, in the order of the checklist"),
    sent: count.describe("effects that the undisturbed rehearsal sent"),
    all: count.describe("cells that there are for these effects, with every fault under every kill"),
    seconds: z.number(),
    counts: z.strictObject({ cells: count, same: count, idle: count, asks: count, red: count }),
    cells: z.array(cell),
    report: z.string().describe("the page that was written"),
  })
  .meta({ title: "A rehearsal with faults", description: "What `signalbox rehearse --faults --json` prints." });

/** docs/faults.schema.json. */
export const faultsSchemaFile = (): string => `${JSON.stringify(z.toJSONSchema(faultsDocument), null, 2)}\n`;
