import { ownRequest } from "./own-request.ts";

/** A request that the team says may be sent again, and whose work it can look for. */
export const sendRequestRepeatable = ownRequest({
  name: "send-request-repeatable",
  class: "set",
  keyedBy: "the state it makes: by the team's word, sending it twice makes the same",
  looksAt: "the team's own look",
});
