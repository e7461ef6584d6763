import type { Instant } from "../../domain/instant.ts";

/** One account: its key, its audiences, and what it has sent before. */
export interface MailchimpSeed {
  /** Ends in the data centre, such as `0123456789abcdef-us1`. */
  readonly apiKey: string;
  readonly audiences: readonly Audience[];
  readonly campaigns: readonly SentCampaign[];
  /** Virtual minutes from an accepted send to `sent`; 5 unless told. */
  readonly sendingMinutes?: number;
}

export interface Audience {
  readonly id: string;
  readonly name: string;
  readonly recipients: number;
}

/** A newsletter of earlier, which the next one may be copied from. */
export interface SentCampaign {
  readonly id: string;
  readonly audience: string;
  readonly title: string;
  readonly subject: string;
  readonly fromName: string;
  readonly replyTo: string;
  readonly html: string;
  readonly sentAt: Instant;
}
