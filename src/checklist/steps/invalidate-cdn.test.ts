import { describe, expect, test } from "vitest";
import type { Cdn } from "../../domain/ports/announcements.ts";
import { key, looking, once, only } from "../../testing/step-bench.ts";
import { invalidateCdn } from "./invalidate-cdn.ts";

const input = { distribution: "E1", paths: ["/feed.json"] };

const world = () => {
  const asked: unknown[] = [];
  const cdn = only<Cdn>({
    invalidate: async (_, wanted) => {
      asked.push(wanted);
      return { id: `of ${wanted.reference}` };
    },
    invalidation: async (_, id) => (id === `of ${key}` ? "in-progress" : undefined),
  });
  return { cdn, asked };
};

describe("refreshing the cache", () => {
  test("asks with the key as its reference, and waits", async () => {
    const at = world();
    expect(await once(invalidateCdn, at, input)).toMatchObject({ sent: true, verified: { is: "pending" } });
    expect(at.asked).toEqual([{ reference: key, paths: ["/feed.json"] }]);
    expect(invalidateCdn.verify(input, { id: "i", state: "completed" }).is).toBe("holds");
  });

  test("without a receipt it is asked again, which gives the first one", async () => {
    expect(await invalidateCdn.observe(world(), input, looking())).toEqual({ is: "absent" });
    expect(await invalidateCdn.observe(world(), input, looking({ receipt: "unknown" }))).toEqual({ is: "absent" });
  });
});
