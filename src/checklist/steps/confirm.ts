import { act } from "../../domain/by-hand.ts";
import { decision } from "../../domain/step.ts";
import { approvers, eligible, type InputPerson } from "./quorum.ts";

type Input = {
  readonly what: string;
  readonly version: string;
  readonly item: string;
  readonly from: readonly string[];
  readonly people: readonly InputPerson[];
  /** Of what is confirmed; another content asks again. */
  readonly sha256?: string;
};

/** One person with the right role says: now. */
export const confirm = decision<Input>({
  name: "confirm",
  describe: ({ what }) => what,
  settled: ({ what, version, item, from, people }, { approvals }) => {
    const [first] = approvers(people, from, approvals);
    if (first !== undefined) return { is: "settled", evidence: `${first.name} confirmed: ${what}`, facts: { by: first.name } };
    const waitsFor = eligible(people, from).map((each) => each.name);
    return { is: "open", ask: `To ${what}, confirm with: signalbox approve ${version} ${item}`, waitsFor };
  },
  byHand: ({ what, from, people }) => [
    act(
      `One of ${eligible(people, from)
        .map((each) => each.name)
        .join(", ")} must say: ${what}. Write down who said so.`,
    ),
  ],
});
