import { run } from "../../domain/by-hand.ts";
import type { OwnRequest } from "../../domain/ports/environments.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { absent, type Effect, type EffectKey, effect, holds, present } from "../../domain/step.ts";
import { curl } from "../by-hand/curl.ts";
import { shellText } from "../by-hand/own-words.ts";
import { timings } from "./lateness.ts";
import { describeLook, type Headers, type Look, takeLook, unlessDone } from "./take-look.ts";

type Input = {
  readonly method: OwnRequest["method"];
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
  readonly look?: Look;
};

type Declared = Pick<Effect<never, never, never>, "name" | "class" | "keyedBy" | "looksAt" | "uncounted">;

/**
 * A request of the team's own. It bears our key, by which a server that knows such keys takes a second one for the first; whether this one does, nobody
 * can tell, so nothing rests on it.
 */
export const ownRequest = (declared: Declared) =>
  effect<"commands" | "requests", Input, string>({
    ...declared,
    needs: ["commands", "requests"],
    reversible: "no",
    shared: true,
    ...timings.web,
    describe: ({ method, url }) => `${method} ${url}`,
    observe: async (need, { look }, { receipt }) => {
      if (look === undefined) return receipt === undefined ? absent : present(receipt);
      return (await takeLook(need, look)) ? present(describeLook(look)) : absent;
    },
    apply: async ({ requests }, input, { key }) => (await requests.send(requestOf(input, key))).receipt,
    verify: ({ method, url }, seen) => holds(`${method} ${url}: ${seen}`),
    facts: () => ({}),
    byHand: (input, { key }) => [run(unlessDone(input.look, requestByHand(requestOf(input, key))))],
  });

const requestOf = ({ method, url, headers, body }: Input, key: EffectKey | undefined): OwnRequest => ({
  method,
  url,
  headers: { ...(key === undefined ? {} : { "idempotency-key": key }), ...Object.fromEntries(headers) },
  ...(body === undefined ? {} : { body }),
});

const requestByHand = ({ method, url, headers, body }: OwnRequest): string =>
  [
    `${curl} -g -X ${method}`,
    ...Object.entries(headers).map(([name, text]) => `-H ${shellText(`${name}: ${text}`)}`),
    shellText(url),
    ...(body === undefined ? [] : [`--data-raw ${shellWord(body)}`]),
  ].join(" ");
