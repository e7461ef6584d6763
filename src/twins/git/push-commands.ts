import { gunzipSync } from "node:zlib";

/** What a client asked receive-pack to do with one ref; forty zeros stand for "absent". */
export interface PushCommand {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
}

/** A push as it arrives: commands, then capabilities. From git's gitprotocol-pack(5), "Reference Update Request and Packfile Transfer". */
export interface PushRequest {
  readonly commands: readonly PushCommand[];
  readonly capabilities: readonly string[];
}

/** Reads the commands in front of the pack. Anything unreadable gives no commands: receive-pack itself then answers. */
export const readPush = (body: Uint8Array, encoding: string | undefined): PushRequest => {
  const bytes = encoding === "gzip" ? gunzipSync(body) : Buffer.from(body);
  const commands: PushCommand[] = [];
  let capabilities: readonly string[] = [];
  for (const line of linesOf(bytes)) {
    const [command = "", offered] = line.split("\0");
    if (offered !== undefined) capabilities = offered.trim().split(" ");
    const found = /^([0-9a-f]{40}) ([0-9a-f]{40}) (refs\/.+?)\n?$/.exec(command);
    if (found !== null) commands.push({ before: found[1] ?? "", after: found[2] ?? "", ref: found[3] ?? "" });
  }
  return { commands, capabilities };
};

/** The pkt-lines up to the first flush. */
function* linesOf(bytes: Buffer): Generator<string> {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = Number.parseInt(bytes.toString("latin1", at, at + 4), 16);
    if (!(length >= 4) || at + length > bytes.length) return;
    yield bytes.toString("utf8", at + 4, at + length);
    at += length;
  }
}

/** The answer of receive-pack to a push that a rule of the host forbids: every ref of it is refused with this reason. */
export const refusal = ({ commands, capabilities }: PushRequest, reason: string): Buffer => {
  const report = [pkt("unpack ok\n"), ...commands.map(({ ref }) => pkt(`ng ${ref} ${reason}\n`)), "0000"].join("");
  return Buffer.from(capabilities.includes("side-band-64k") ? `${pkt(`\x01${report}`)}0000` : report, "utf8");
};

const pkt = (text: string): string => (Buffer.byteLength(text) + 4).toString(16).padStart(4, "0") + text;
