import type { Cdn } from "../../domain/ports/announcements.ts";
import { cloudfrontCdn, type Outside } from "./cdn.ts";

/** CloudFront by its REST API, signed with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, which need `cloudfront:CreateInvalidation` and `cloudfront:GetInvalidation`. */
export const connectCloudfront = (outside: Outside): { readonly cdn: Cdn } => ({ cdn: cloudfrontCdn(outside) });
