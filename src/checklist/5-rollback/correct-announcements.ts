import { textAt } from "../../domain/known.ts";
import { type ArrangedStep, step } from "../item.ts";
import { editMessage } from "../steps/edit-message.ts";
import { withdrawReleasePage } from "../steps/withdraw-release-page.ts";
import { doneOf, type RollingBack, type Undoing, undoing } from "./rolling-back.ts";

/** What told everybody of the release says that it is withdrawn, in its own place: nobody is told twice. */
export const correctMessages = (at: RollingBack): Undoing | undefined => {
  const steps = announced(at).flatMap(({ step: posted, input, facts }): readonly ArrangedStep[] => {
    const [workspace, channel] = [textAt(input, "workspace") ?? "", textAt(input, "channel") ?? ""];
    const { id, key } = facts;
    if (id === undefined || key === undefined) return [];
    return [
      step(
        editMessage,
        { workspace, channel, id, key, text: at.texts.message },
        { name: nameOf(posted.id), preview: { is: "text", title: `Slack, ${workspace} ${channel}`, text: at.texts.message } },
      ),
    ];
  });
  if (steps.length === 0) return undefined;
  return undoing(at, {
    id: "correct-messages",
    title: "Edit what was posted on Slack: it is withdrawn",
    dial: "post-to-slack",
    owner: ["captain", "marketing"],
    access: ["SLACK_TOKEN_…"],
    inAnyOrder: true,
    steps,
  });
};

/** The forge's page says it above everything else, and is no longer shown as the newest release. */
export const withdrawPage = (at: RollingBack): Undoing | undefined => {
  const [published] = doneOf(at, "publish-release-page");
  const [repository, tag, id] = ["repository", "tag", "id"].map((name) => textAt(published?.input, name));
  if (published === undefined || repository === undefined || tag === undefined || id === undefined) return undefined;
  return undoing(at, {
    id: "withdraw-page",
    title: "Mark the release page as withdrawn",
    dial: "publish-release-page",
    access: ["GITHUB_TOKEN"],
    steps: [
      step(
        withdrawReleasePage,
        { repository, tag, id, note: at.texts.note },
        { preview: { is: "text", title: "Above the release page", text: at.texts.note } },
      ),
    ],
  });
};

/** Messages that told of the launch; what told of the freeze stays true. */
export const announced = (at: Pick<RollingBack, "progress">) =>
  doneOf(at, "post-message").filter(({ step: { id } }) => id.startsWith("post-to-slack/"));

const nameOf = (posted: string): string => `edit-${posted.slice(posted.indexOf("/") + 1)}`;
