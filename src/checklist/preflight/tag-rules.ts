import { failure, unclear, warning, well } from "../../domain/diagnosis.ts";
import type { RuleSet } from "../../domain/ports/forge.ts";
import type { Preflight } from "./preflight.ts";
import { covers } from "./rule-covers.ts";

type Input = { readonly repository: string; readonly tag: string };

/** The tag is the point of no return: it must be ours to push, and nobody's to move. */
export const tagRules: Preflight<"access", Input, readonly RuleSet[]> = {
  name: "tag-rules",
  title: "the rules let us push the tag",
  needs: ["access"],
  atLaunch: true,
  serves: ["tag-release"],
  inputs: ({ train, release }) =>
    release === undefined || release.tag === "" ? [] : [{ repository: train.repository.name, tag: release.tag }],
  about: ({ tag }) => tag,
  look: ({ access }, { repository }) => access.rules(repository, "tag"),
  mend: ({ repository }) => `https://github.com/${repository}/settings/rules`,
  judge: ({ repository, tag }, sets) => {
    const over = sets.filter((each) => covers(each, `refs/tags/${tag}`));
    const creating = over.filter((each) => each.rules.includes("creation"));
    const names = (some: readonly RuleSet[]): string => some.map(({ name }) => JSON.stringify(name)).join(", ");
    const fix = `Let the token's account bypass it: https://github.com/${repository}/settings/rules`;
    const binding = creating.filter((each) => each.binds === true);
    if (binding.length > 0)
      return failure({
        says: `${names(binding)} lets only some make the tag ${tag}, and not us`,
        why: "The launch is the push of this tag.",
        fix,
      });
    const doubtful = creating.filter((each) => each.binds === undefined);
    if (doubtful.length > 0)
      return unclear({
        says: `${names(doubtful)} lets only some make the tag ${tag}; whether we are among them is not told`,
        why: "GitHub tells it to those who may see the rules.",
        fix,
      });
    const open = ["update", "deletion"].filter((rule) => !over.some((each) => each.rules.includes(rule)));
    if (open.length > 0)
      return warning({
        says: `no rule forbids the ${open.join(" and the ")} of the tag ${tag}`,
        why: "People and tools pin a tag; whoever may push can move it to another commit afterwards.",
        fix: `Restrict updates and deletions of tags: https://github.com/${repository}/settings/rules/new?target=tag`,
      });
    return well(`we may push ${tag}, and nobody may move or delete it`);
  },
};
