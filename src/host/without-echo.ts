import type { Inbound, Outbound } from "../domain/ports/host.ts";
import { byteRedactor, redactor, secretsIn } from "./redact.ts";

/**
 * Answers without the credentials that their own request showed: a server that echoes a header, in a body, a header or an address to go on to, in whatever
 * form, would otherwise bring it into errors, and from there into the record. Only what this server was shown can come back from it.
 */
export const withoutEchoes = (): ((request: Pick<Outbound, "secretHeaders">, answer: Answer) => Inbound) => {
  const made = new Map<string, Redactors>();
  const redactorsOf = (shown: readonly string[]): Redactors => {
    const name = JSON.stringify(shown);
    const known = made.get(name) ?? { text: redactor(shown), bytes: byteRedactor(shown) };
    if (made.size >= mostKept) made.clear();
    made.set(name, known);
    return known;
  };
  return ({ secretHeaders = {} }, answer) => {
    const shown = Object.values(secretHeaders).flatMap(secretsIn);
    if (shown.length === 0) return answer;
    const { text, bytes } = redactorsOf(shown);
    return {
      status: answer.status,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, text(value)])),
      bytes: bytes(answer.bytes),
    };
  };
};

interface Answer extends Inbound {
  readonly bytes: Buffer;
}

interface Redactors {
  readonly text: (text: string) => string;
  readonly bytes: (bytes: Buffer) => Buffer;
}

/** Registries hand out a token for each repository and action, so there are a few of them. */
const mostKept = 100;
