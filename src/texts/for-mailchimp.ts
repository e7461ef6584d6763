import { forHtml } from "./for-html.ts";

/** Outside text in the HTML of a Mailchimp campaign: also no `*|MERGE|*` tag, which Mailchimp replaces before anybody reads HTML (T03). */
export const forMailchimpHtml = (text: string): string => withoutTags(forHtml(text));

/** HTML in which no merge tag and no brace of a template language is left: they become entities, so it looks the same. */
export const withoutTags = (html: string): string =>
  html.replaceAll(/\*(?=\|)|(?<=\|)\*|[{}]/g, (character) => `&#${character.charCodeAt(0)};`);
