import type { Campaign } from "../../domain/ports/announcements.ts";

/** The campaign sent last: what the next one is made of. */
export const lastCampaign = (campaigns: readonly Campaign[]): Campaign | undefined =>
  campaigns.filter((each) => each.status === "sent").sort((a, b) => ((a.sentAt ?? "") < (b.sentAt ?? "") ? 1 : -1))[0];
