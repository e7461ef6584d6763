import { ownRequest } from "./own-request.ts";

/** A request that nobody can look for afterwards: on doubt a person is asked. */
export const sendRequestOnce = ownRequest({
  name: "send-request-once",
  class: "blind",
  keyedBy: "our key in a header, which the server need not know",
  looksAt: "only our own record of the answer",
});
