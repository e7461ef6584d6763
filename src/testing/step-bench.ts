import { instant } from "../domain/instant.ts";
import type { Ports } from "../domain/ports/index.ts";
import type { EffectKey, Looking, Need, Observation, Verified } from "../domain/step.ts";

/** The effect key of tests. */
export const key: EffectKey = "4e".repeat(32);

/** A look at noon of a day in 2021, by default before anything was answered. */
export const looking = (more: Partial<Looking> = {}): Looking => ({
  key,
  since: instant("2021-11-15T09:00:00Z"),
  now: instant("2021-11-26T12:00:00Z"),
  ...more,
});

/** A port of which only these methods are expected to be asked; any other fails the test. */
export const only = <Port extends object>(methods: Partial<Port>): Port => methods as Port;

interface AnyEffect<Names extends keyof Ports, Input, State> {
  readonly observe: (need: Need<Names>, input: Input, at: Looking) => Promise<Observation<State>>;
  readonly apply: (need: Need<Names>, input: Input, at: Looking) => Promise<string>;
  readonly verify: (input: Input, state: State) => Verified;
}

/** What the engine does when all goes well: looks, sends if absent, looks with the receipt. Tells what the last look found, and whether it sent. */
export const once = async <Names extends keyof Ports, Input, State>(
  kind: AnyEffect<Names, Input, State>,
  need: Need<Names>,
  input: Input,
): Promise<{ readonly sent: boolean; readonly found: Observation<State>; readonly verified: Verified | undefined }> => {
  const before = await kind.observe(need, input, looking());
  const sent = before.is === "absent";
  const found = sent ? await kind.observe(need, input, looking({ receipt: await kind.apply(need, input, looking()) })) : before;
  return { sent, found, verified: found.is === "present" ? kind.verify(input, found.state) : undefined };
};
