/** What the page is made of: the editor's own source for its resources, and where script and style are. */
export interface PageResources {
  readonly nonce: string;
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
}

/** The panel's page: nothing inline, no remote origin, one script with a nonce, one style sheet of our own. */
export function panelHtml({ nonce, cspSource, script, style }: PageResources): string {
  const policy = [
    "default-src 'none'", `style-src ${cspSource}`, `script-src 'nonce-${nonce}'`, "form-action 'none'", "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Connectivity</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
