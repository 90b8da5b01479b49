import { t, type Texts } from '../../model/l10n';

/** What the page is made of: the editor's own source for its resources, and where script and style are. */
export interface PageResources {
  /** Of the editor, as HTML names languages: "en", "pt-br". */
  readonly language: string;
  /** Undefined in English. */
  readonly texts: Texts | undefined;
  readonly nonce: string;
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
}

/** The panel's page: nothing inline, no remote origin, one script with a nonce, one style sheet of our own. */
export function panelHtml({ language, texts, nonce, cspSource, script, style }: PageResources): string {
  const policy = [
    "default-src 'none'", `style-src ${cspSource}`, `script-src 'nonce-${nonce}'`, "form-action 'none'", "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${attribute(t('Connectivity'))}</title>
<link rel="stylesheet" href="${style}">
</head>
<body data-texts="${attribute(JSON.stringify(texts ?? {}))}">
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
