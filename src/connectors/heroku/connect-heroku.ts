import type { AppBuilds } from "../../domain/ports/environments.ts";
import type { Door, Secrets } from "../../domain/ports/host.ts";
import { herokuBuilds } from "./app-builds.ts";

/** Connects to Heroku. Credential: HEROKU_API_KEY. */
export const connectHeroku = (at: { readonly door: Door; readonly secrets: Secrets }): { readonly builds: AppBuilds } => ({
  builds: herokuBuilds(at),
});
