import { ownRequest } from "./own-request.ts";

/** A request whose work the team can look for. Sent twice it may do harm, and the look cannot count, so a person is asked where two looks find nothing. */
export const sendRequestLooked = ownRequest({
  name: "send-request-looked",
  class: "marked",
  uncounted: true,
  keyedBy: "what it leaves behind, which the look sees but does not count: it is never repeated unasked",
  looksAt: "the team's own look",
});
