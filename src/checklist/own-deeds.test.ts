import { expect, test } from "vitest";
import { fillAll } from "../app/fill-all.ts";
import { tellStory } from "../app/tell-story.ts";
import type { ExtraDeed, ExtraLook } from "../domain/extra-deed.ts";
import type { ExtraItem } from "../domain/extra-item.ts";
import type { Dial, Plan } from "../domain/plan.ts";
import { sampleTelling } from "../testing/sample-telling.ts";
import { planHash, planRelease } from "./index.ts";

const look: ExtraLook = { is: "answer", url: "https://docs.example.com/v.json", headers: {}, at: ".version", expect: "{version}" };

const command = (more: Partial<Extract<ExtraDeed, { readonly is: "command" }>> = {}): ExtraDeed => ({
  is: "command",
  command: { argv: ["./docs.sh", "{version}", "a b"], secrets: ["DOCS_TOKEN"] },
  look: undefined,
  repeatable: false,
  ...more,
});

const request: ExtraDeed = {
  is: "request",
  request: {
    method: "POST",
    url: `https://status.example.com/\${HOOK_ID}?v={version}`,
    headers: { Authorization: `Bearer \${STATUS_TOKEN}` },
    body: { is: "json", value: { name: "{version} is out", parts: [1, true, null, { of: "{major}" }] } },
  },
  look: { is: "command", argv: ["./told.sh", "{version}"], secrets: [] },
  repeatable: false,
};

const item = (id: string, deed: ExtraDeed, more: Partial<ExtraItem> = {}): ExtraItem => ({
  id,
  title: `Do ${id}`,
  deed,
  text: "",
  owner: ["captain"],
  after: ["tag-release"],
  before: [],
  interlock: undefined,
  ...more,
});

const planWith = (
  extra: readonly ExtraItem[],
  more: { readonly by?: Dial; readonly dials?: Readonly<Record<string, Dial>> } = {},
): Plan => {
  const telling = sampleTelling();
  const told = { ...telling, train: { ...telling.train, extra, ...more } };
  return planRelease(
    { ...told, story: tellStory(told), fill: (template, names = {}) => fillAll(template, { ...told.names, ...names }) },
    1,
  );
};

const itemOf = (plan: Plan, id: string) => plan.items.find((each) => each.id === id);

test("each word of a command is filled by itself and stays one; it names its credentials, and the plan shows it", () => {
  const plan = planWith([item("docs", command())]);
  expect(itemOf(plan, "docs")).toMatchObject({
    phase: "launch",
    by: "signalbox",
    access: ["DOCS_TOKEN"],
    after: ["tag-release"],
    steps: [
      { id: "docs/run-command-once", kind: "run-command-once", input: { argv: ["./docs.sh", "1.30.0", "a b"], secrets: ["DOCS_TOKEN"] } },
    ],
  });
  expect(itemOf(plan, "docs")?.steps[0]?.preview).toEqual({
    is: "text",
    title: "command",
    text: "./docs.sh 1.30.0 'a b'\nwith DOCS_TOKEN",
  });
});

test("a request is filled around its credentials, which stand in plan and input by name only", () => {
  const plan = planWith([item("tell", request)]);
  expect(itemOf(plan, "tell")).toMatchObject({ access: ["HOOK_ID", "STATUS_TOKEN"] });
  const [step] = itemOf(plan, "tell")?.steps ?? [];
  expect(step?.input).toEqual({
    method: "POST",
    url: `https://status.example.com/\${HOOK_ID}?v=1.30.0`,
    headers: [
      ["content-type", "application/json"],
      ["authorization", `Bearer \${STATUS_TOKEN}`],
    ],
    body: '{"name":"1.30.0 is out","parts":[1,true,null,{"of":"1"}]}',
    look: { is: "command", argv: ["./told.sh", "1.30.0"], secrets: [] },
  });
  expect(step?.preview).toMatchObject({ text: expect.stringContaining(`authorization: Bearer \${STATUS_TOKEN}`) });
});

test.each([
  [command(), "run-command-once"],
  [command({ look }), "run-command-looked"],
  [command({ look, repeatable: true }), "run-command-repeatable"],
  [request, "send-request-looked"],
  [{ ...request, look: undefined }, "send-request-once"],
  [{ ...request, repeatable: true }, "send-request-repeatable"],
])("the kind tells what may be done in doubt: %#", (deed, kind) => {
  expect(itemOf(planWith([item("docs", deed)]), "docs")?.steps.map((each) => each.kind)).toEqual([kind]);
});

test("what a request says is part of what was approved", () => {
  const other: ExtraDeed = { ...request, request: { ...request.request, body: { is: "text", text: "other" } } };
  expect(planHash(planWith([item("tell", request)]))).not.toBe(planHash(planWith([item("tell", other)])));
});

test("the dial turns a command as it turns everything; there is nothing to prepare, so people run it then", () => {
  const by = (train: Dial, own?: Dial) =>
    itemOf(planWith([item("docs", command())], { by: train, dials: own === undefined ? {} : { docs: own } }), "docs")?.by;
  expect([by("signalbox"), by("prepare"), by("people")]).toEqual(["signalbox", "people", "people"]);
  expect([by("people", "signalbox"), by("signalbox", "prepare"), by("signalbox", "people")]).toEqual(["signalbox", "people", "people"]);
  expect(itemOf(planWith([item("docs", { is: "manual" })], { dials: { docs: "signalbox" } }), "docs")?.by).toBe("people");
});

test("a command that only says what it comes before waits for the same; what is manual may be done any time before", () => {
  const plan = planWith([
    item("docs", command(), { after: [], before: ["tag-release"] }),
    item("warm", command(), { after: [], before: ["docs"] }),
    item("ask", { is: "manual" }, { after: [], before: ["tag-release"] }),
  ]);
  expect(itemOf(plan, "docs")?.after).toEqual(["approve-launch", "warm"]);
  expect(itemOf(plan, "warm")?.after).toEqual(["approve-launch"]);
  expect(itemOf(plan, "ask")?.after).toEqual([]);
  expect(itemOf(plan, "tag-release")?.after).toEqual(expect.arrayContaining(["docs", "ask"]));
});
