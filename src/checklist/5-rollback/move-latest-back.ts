import { factOf, fieldAt, textAt } from "../../domain/known.ts";
import { step } from "../item.ts";
import { peopleOf } from "../people-of.ts";
import { confirm } from "../steps/confirm.ts";
import { moveTagBack } from "../steps/move-tag-back.ts";
import { doneOf, type MovedTag, type RollingBack, type Undoing, undoing } from "./rolling-back.ts";

/** A tag that can be moved back: it names this release, and what it named before is known. */
type Movable = MovedTag & { readonly ours: string; readonly before: string };

const isMovable = ({ ours, now, before }: MovedTag): boolean =>
  ours !== undefined && now === ours && before !== undefined && before !== ours;

/** What is moved back; nothing once a later release has taken the tags over. */
const movableTags = ({ survey }: Pick<RollingBack, "survey">): readonly Movable[] =>
  survey.later === undefined ? survey.moved.filter((each): each is Movable => isMovable(each)) : [];

/** Tags such as `latest-release` go back only by the word of a captain who was shown both digests. */
export const moveLatestBack = (at: RollingBack): Undoing | undefined => {
  const { train, state, survey, lacks } = at;
  const tags = movableTags(at);
  if (tags.length === 0) return undefined;
  const item = "move-latest-back";
  const lines = tags.map(
    ({ image, tag, ours, before }) => `${image}:${tag} from ${ours} (${state.version}) to ${before} (${survey.previous})`,
  );
  return undoing(
    at,
    {
      id: item,
      title: `Move ${[...new Set(tags.map(({ tag }) => tag))].join(", ")} back to ${survey.previous}`,
      // Where CI publishes, Signalbox may never have had a credential of the registry.
      dial: lacks("REGISTRY_USERNAME") ? { by: "people" } : "publish-images",
      access: ["REGISTRY_USERNAME"],
      steps: [
        step(
          confirm,
          { what: `move ${lines.join(", and ")}`, version: state.version, item, from: ["captain"], people: peopleOf(train) },
          { preview: { is: "text", title: "what a captain confirms", text: lines.join("\n") } },
        ),
        ...tags.map(({ image, tag, ours, before }) =>
          step(moveTagBack, { image, tag, from: ours, to: before, by: factOf(`${item}/confirm`, "by") }, { name: `image-${image}-${tag}` }),
        ),
      ],
    },
    [
      ...doneOf(at, "await-release-image").filter(({ input }) => tags.some(({ image }) => textAt(input, "image") === image)),
      ...doneOf(at, "promote-image").filter(({ input }) =>
        tags.some(({ image, tag }) => textAt(input, "image") === image && fieldAt(input, "tag") === tag),
      ),
    ].map((each) => each.step.id),
  );
};
