import { ownRequest } from "./own-request.ts";

/** A request whose work the team can look for. Sent twice it may do harm, so it is sent again only when two looks find nothing. */
export const sendRequestLooked = ownRequest({
  name: "send-request-looked",
  class: "marked",
  keyedBy: "what it leaves behind, which the look knows",
  looksAt: "the team's own look",
});
