import { forHtml } from "./for-html.ts";

/** Outside text in the HTML of a Mailchimp campaign: also no `*|MERGE|*` tag, which Mailchimp replaces before anybody reads HTML (T03). */
export const forMailchimpHtml = (text: string): string => withoutMergeTags(forHtml(text));

/** HTML in which no merge tag is left: the stars become entities, so it looks the same. */
export const withoutMergeTags = (html: string): string => html.replaceAll(/\*(?=\|)|(?<=\|)\*/g, "&#42;");
