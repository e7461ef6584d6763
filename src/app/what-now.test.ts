import { expect, test } from "vitest";
import { decisionKinds } from "../checklist/steps/decisions.ts";
import { toyApp } from "../testing/toy-app.ts";
import { openToyRelease, toyPlan } from "../testing/toy-release.ts";
import { openToyWorld } from "../testing/toy-world.ts";
import { drive } from "./drive.ts";
import { handOver } from "./steer.ts";
import { whatNow } from "./what-now.ts";

test("what people do is asked of them by name, by those too who only read the record, and a hand-over moves it", async () => {
  const release = await openToyRelease(openToyWorld(), toyPlan({ tag: { kind: "keyed", by: "people" } }));
  const parts = toyApp(release, "ana");
  await drive(parts, "1.30.0");
  const asked = async () => whatNow(await release.state(), decisionKinds).asks;
  expect(await asked()).toMatchObject([
    { step: "tag/do", waitsFor: ["ana"], says: expect.stringMatching(/^make tag: a person does this/) },
  ]);
  await handOver("ben")(parts, "1.30.0");
  expect(await asked()).toMatchObject([{ step: "tag/do", waitsFor: ["ben"] }]);
});
