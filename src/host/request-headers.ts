import type { OutgoingHttpHeaders } from "node:http";
import { explain } from "../domain/errors.ts";
import type { Outbound } from "../domain/ports/host.ts";

/** The headers of a request as they go out. Raises BUG, naming the header but never its value, when one holds what cannot stand in a header. */
export const headersOf = (request: Outbound): OutgoingHttpHeaders => {
  const all = Object.entries({ "user-agent": "signalbox", ...request.headers, ...request.secretHeaders });
  for (const [name, value] of all) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw explain("BUG", {
        what: `The header ${JSON.stringify(name)} for ${request.system} holds a line break or another forbidden character.`,
      });
    }
  }
  const length = request.body === undefined ? lengthOfNothing(request) : { "content-length": String(Buffer.byteLength(request.body)) };
  return { ...Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), value])), ...length };
};

const lengthOfNothing = (request: Outbound): OutgoingHttpHeaders =>
  request.method === "GET" || request.method === "HEAD" ? {} : { "content-length": "0" };
