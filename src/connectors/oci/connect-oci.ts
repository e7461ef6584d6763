import type { Clock, Door, Secrets } from "../../domain/ports/host.ts";
import type { Images } from "../../domain/ports/images.ts";
import { registryImages } from "./images.ts";
import { registryApi } from "./registry-api.ts";

/** Connects to container registries. Credentials: REGISTRY_USERNAME and REGISTRY_PASSWORD (a token), needed for writing and for private images. */
export const connectOci = (at: { readonly door: Door; readonly secrets: Secrets; readonly clock: Clock }): { readonly images: Images } => ({
  images: registryImages(registryApi(at), at.door),
});
