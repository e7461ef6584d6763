import { expect, test } from "vitest";
import { volatileFields, worldDigest } from "./world-digest.ts";

const slack = (text: string, ts: string) => ({ slack: { team: { C1: [{ text, ts }] } } });

test("two worlds in which the same was said at other moments are one world", () => {
  expect(worldDigest(slack("1.30.0 is out", "1.0"))).toBe(worldDigest(slack("1.30.0 is out", "2.0")));
});

test("another word, another order or one message more is another world", () => {
  const said = worldDigest(slack("1.30.0 is out", "1.0"));
  expect(worldDigest(slack("1.31.0 is out", "1.0"))).not.toBe(said);
  expect(worldDigest({ slack: { team: { C1: [{ text: "1.30.0 is out" }, { text: "1.30.0 is out" }] } } })).not.toBe(said);
  expect(worldDigest({ slack: { team: { C2: [{ text: "1.30.0 is out" }] } } })).not.toBe(said);
});

test("a field is volatile in its own twin only, and eight at most are", () => {
  expect(worldDigest({ github: { ts: "1" } })).not.toBe(worldDigest({ github: { ts: "2" } }));
  expect(volatileFields.length).toBeLessThanOrEqual(8);
});
