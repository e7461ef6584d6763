import type { Campaigns } from "../../domain/ports/announcements.ts";
import type { Door, Secrets } from "../../domain/ports/host.ts";
import { mailchimpApi } from "./api.ts";
import { mailchimpCampaigns } from "./campaigns.ts";

/** One Mailchimp account, opened by the key `MAILCHIMP_API_KEY`, whose suffix names the data centre. */
export const connectMailchimp = (outside: { readonly door: Door; readonly secrets: Secrets }): { readonly campaigns: Campaigns } => ({
  campaigns: mailchimpCampaigns(mailchimpApi(outside)),
});
