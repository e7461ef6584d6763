/** Workspaces that exist, each with the bot token that opens it. */
export interface SlackSeed {
  readonly workspaces: readonly SlackWorkspace[];
}

export interface SlackWorkspace {
  readonly name: string;
  readonly token: string;
  /** What the bot may do; `chat:write` and `channels:history` unless told. */
  readonly scopes?: readonly string[];
  /** `member` says whether the bot was invited; only then may it read and write. */
  readonly channels: readonly { readonly id: string; readonly name: string; readonly member: boolean }[];
}
