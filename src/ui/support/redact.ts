/** What may stand in no text that leaves this machine. */
export interface Private {
  /** In clear, to be looked for. */
  readonly secrets: readonly string[];
  /** Ids and names of accounts and of who signed in. */
  readonly accounts: readonly string[];
  readonly homeFolder: string;
}

const shortest = 8;

// What looks like a secret is taken for one, whoever wrote it.
const looksSecret: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '***'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '***'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***'],
  [/("?\b(?:api_?key|password|passcode|secret|access_?token|refresh_?token)"?\s*[:=]\s*"?)[^\s",;}&]{4,}/gi, '$1***'],
];

/** A text without secrets, in any form that it is sent in, and with account ids cut so short that they tell accounts apart and no more. */
export function redacted(text: string, { secrets, accounts, homeFolder }: Private): string {
  let shown = text;
  for (const secret of longestFirst(secrets)) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      shown = shown.replaceAll(form, '***');
    }
  }
  for (const [pattern, instead] of looksSecret) {
    shown = shown.replace(pattern, instead);
  }
  for (const account of longestFirst(accounts)) {
    for (const form of new Set([account, encodeURIComponent(account)])) {
      shown = shown.replaceAll(form, shortened(account));
    }
  }
  shown = shown.replace(/\ba\/([0-9a-f]{32})\b/g, (_, id: string) => `a/${shortened(id)}`);
  return homeFolder === '' ? shown : shown.replaceAll(homeFolder, '~');
}

/** The texts in what the vault keeps under one name: a key as it is, or what a document of ours holds. */
export function secretsIn(kept: string): readonly string[] {
  try {
    return leaves(JSON.parse(kept)).filter((text) => text.length >= 2 * shortest);
  } catch {
    return [kept];
  }
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text.length >= shortest).sort((left, right) => right.length - left.length);
}

function shortened(id: string): string {
  return `${id.slice(0, 4)}…`;
}
