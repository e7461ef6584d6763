import type { Explanation } from "./release-error.ts";

/** Problems with systems outside. `system` is the connector's name, `request` its method and path without secrets. */
export const outside = {
  TOKEN_MISSING: (at: { system: string; variable: string }): Explanation => ({
    what: `No credential for ${at.system}: ${at.variable} ${at.variable.includes(",") ? "are" : "is"} not set.`,
    why: `${at.system} is used by this train and refuses anonymous requests.`,
    next: `Set ${at.variable}, or ${at.variable}_FILE to a file that holds it, and run the command again.`,
    retry: "never",
    fault: "world",
  }),
  TOKEN_REFUSED: (at: { system: string; request: string }): Explanation => ({
    what: `${at.system} refused the credential for ${at.request}.`,
    why: "It is wrong, expired, or lacks a permission that this request needs.",
    next: "Renew the credential or widen its permissions, then `signalbox retry` the step.",
    retry: "never",
    fault: "world",
  }),
  RATE_LIMITED: (at: { system: string; request: string }): Explanation => ({
    what: `${at.system} asks us to wait before ${at.request}.`,
    why: "Its rate limit is reached; nothing was applied.",
    next: "Nothing to do: Signalbox waits as long as it was told.",
    retry: "later",
    fault: "world",
  }),
  NO_ANSWER: (at: { system: string; request: string; reason: string }): Explanation => ({
    what: `${at.system} did not answer ${at.request}: ${at.reason}.`,
    why: "The connection failed or the deadline passed, so the request may or may not have been applied.",
    next: "Look at the network, then run the command again: Signalbox looks before it sends anything a second time.",
    retry: "unknown",
    fault: "world",
  }),
  BAD_ANSWER: (at: { system: string; request: string; found: string }): Explanation => ({
    what: `${at.system} answered ${at.request} with something unexpected: ${at.found}.`,
    why: "The answer does not have the form its vendor describes, so it proves nothing.",
    next: "Look at the system's status page; `signalbox retry` the step when it is well.",
    retry: "unknown",
    fault: "world",
  }),
  OTHER_BYTES: (at: { system: string; request: string; found: string }): Explanation => ({
    what: `${at.system} answered ${at.request} with other bytes than their digest names: ${at.found}.`,
    why: "A digest names bytes. Whoever pulls by it gets something else than what was tested.",
    next: "Pull the image elsewhere and compare; tell the registry. `signalbox retry` the step when it is well.",
    retry: "unknown",
    fault: "world",
  }),
  REFUSED: (at: { system: string; request: string; status: number; message: string }): Explanation => ({
    what: `${at.system} refused ${at.request} with ${at.status}: ${at.message}`,
    why: "The system understood the request and will not do it; nothing was applied.",
    next: "Mend what the message names, then `signalbox retry` the step.",
    retry: "never",
    fault: "world",
  }),
  NOT_FOUND: (at: { system: string; request: string }): Explanation => ({
    what: `${at.system} knows nothing at ${at.request}.`,
    why: "It does not exist, or the credential may not see it.",
    next: "Check the name in signalbox.yaml and what the credential may see.",
    retry: "never",
    fault: "world",
  }),
  ADDRESS_FORBIDDEN: (at: { address: string; reason: string }): Explanation => ({
    what: `Refused to connect to ${at.address}.`,
    why: at.reason,
    next: "Name a public https address, or list the address under `network.allow` if it is yours.",
    retry: "never",
    fault: "input",
  }),
};
