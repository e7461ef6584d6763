import type { ReleaseState, StepRecord } from "./journal/state.ts";
import type { Word } from "./word.ts";

/** What people have said that the decision with this record may rest on. */
export const wordOf = (state: ReleaseState, record: StepRecord): Word => {
  const newest = state.boarded.at(-1)?.pull;
  const author = state.verdicts.find((each) => each.pull === newest)?.author;
  return {
    approvals: record.approvals,
    ...(record.glass === undefined ? {} : { glass: record.glass }),
    marks: record.marks,
    sessions: state.sessions,
    findings: state.findings,
    proposers: [state.proposer, ...(author === undefined ? [] : [author])],
    accepted: [...state.records.values()].flatMap(({ answer, done }) => {
      const found = done?.facts["accepted"] ?? "";
      return answer === undefined || found === "" ? [] : [{ by: answer.by, found }];
    }),
  };
};
