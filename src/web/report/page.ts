import { sha256 } from "../../domain/canonical.ts";
import { html, type Markup, textOf } from "./markup.ts";

/**
 * One HTML file that needs nothing else: no script, no request, and a policy that allows neither. Its one stylesheet is allowed by its hash. All texts in
 * it may be foreign; see `markup.ts` for why none of them becomes markup.
 */
export const page = ({ title, stylesheet, body }: { readonly title: string; readonly stylesheet: Markup; readonly body: Markup }): string =>
  textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(stylesheet)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${stylesheet}</style>
</head>
<body>
${body}
</body>
</html>
`);

const policyFor = (stylesheet: Markup): string =>
  `default-src 'none'; style-src 'sha256-${Buffer.from(sha256(textOf(stylesheet)), "hex").toString("base64")}'; base-uri 'none'; form-action 'none'`;
