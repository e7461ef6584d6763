import { placeExtras } from "../../domain/extra-item.ts";
import type { Complaint } from "../complaint.ts";
import { itemIds } from "../item-ids.ts";
import type { Path } from "../place.ts";
import { shortNames, tryTemplate } from "./names.ts";
import { unknownAmong, unknownAsker } from "./people-rules.ts";
import { rule } from "./rule.ts";

export const extraItemsAreThereOnce = rule(["extra", "environments"], ({ extra, environments }) => {
  const known = new Set(itemIds(environments));
  return extra.flatMap(({ id }, at) => {
    const path: Path = ["extra", at, "id"];
    if (known.has(id)) return [{ path, found: `${id}, which is an item of the checklist`, expected: "a name of its own" }];
    return extra.findIndex((each) => each.id === id) === at ? [] : [{ path, found: `${id} a second time`, expected: "every item once" }];
  });
});

/** Each says where it stands, by items that are there, and there is such a place. */
export const extraItemsHaveAPlace = rule(["extra", "environments"], ({ extra, environments }) => {
  const items = itemIds(environments);
  const wrong = extra.flatMap(({ id, after, before }, at): readonly Complaint[] => {
    const path: Path = ["extra", at];
    if (after.length + before.length === 0)
      return [{ path, found: `${id} without a place`, expected: "`after`, `before`, or both", suggestion: "after: [cut-branch]" }];
    const known = [...extra.slice(0, at).map((each) => each.id), ...items];
    return (["after", "before"] as const).flatMap((key) =>
      (key === "after" ? after : before).flatMap((name, place) =>
        known.includes(name)
          ? []
          : [unknownAmong([...path, key, place], name, "an item of the checklist, or one of this list further up", known)],
      ),
    );
  });
  if (wrong.length > 0) return wrong;
  const placed = placeExtras(items, extra);
  if (placed.is === "placed") return [];
  const { id, after, before } = placed;
  return [
    {
      path: ["extra", extra.findIndex((each) => each.id === id)],
      found: `${id} after ${after} and before ${before}`,
      expected: `a place that there is: ${before} comes before ${after}`,
    },
  ];
});

export const extraItemsCanBeFilled = rule(["extra"], ({ extra }) =>
  extra.flatMap((each, at) =>
    (["manual", "text", "interlock"] as const).flatMap((key) => {
      const tried = tryTemplate(["extra", at, key], each[key] ?? "", shortNames);
      return tried.is === "complaint" ? [tried.complaint] : [];
    }),
  ),
);

export const extraOwnersAreKnown = rule(["people", "captains", "extra"], ({ people, captains, extra }) =>
  extra.flatMap(({ owner }, at) => owner.flatMap((name, place) => unknownAsker(people, captains, ["extra", at, "owner", place], name))),
);
