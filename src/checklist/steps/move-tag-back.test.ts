import { expect, test } from "vitest";
import type { Images } from "../../domain/ports/images.ts";
import { looking, once, only } from "../../testing/step-bench.ts";
import { moveTagBack } from "./move-tag-back.ts";

const input = { image: "acme/shop", tag: "latest-release", from: "sha256:new", to: "sha256:old", by: "ana" };

const world = (there: string | undefined) => {
  let at = there;
  const promoted: string[] = [];
  const images = only<Images>({
    digest: async () => at,
    promote: async (_, digest, tag) => {
      promoted.push(`${tag} ${digest}`);
      at = digest;
    },
  });
  return { images, promoted };
};

test("the tag goes back to what it named before, once", async () => {
  const at = world("sha256:new");
  expect(await once(moveTagBack, at, input)).toMatchObject({ sent: true, found: { is: "present" } });
  expect(await once(moveTagBack, at, input)).toMatchObject({ sent: false });
  expect(at.promoted).toEqual(["latest-release sha256:old"]);
});

test("a tag that another release has moved since stays where it is, and people are asked", async () => {
  const at = world("sha256:newer");
  expect(await once(moveTagBack, at, input)).toMatchObject({
    sent: false,
    found: { is: "conflicting", found: expect.stringContaining("names sha256:newer"), state: { digest: "sha256:newer" } },
  });
  expect(await moveTagBack.observe(world(undefined), input, looking())).toMatchObject({ found: expect.stringContaining("is gone") });
});
