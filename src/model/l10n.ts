/** Texts of another language by their English ones, as VS Code hands them over: `vscode.l10n.bundle`. */
export type Texts = Readonly<Record<string, string>>;

let texts: Texts = {};

/** Called before any text is made; what is missing stays English. */
export function speak(bundle: Texts | undefined): void {
  texts = bundle ?? {};
}

/**
 * A text that a person sees, in the editor's language: `t('Could not read {0}', name)`. Its English is its key, as with
 * `vscode.l10n.t`; this one is for every layer, the page and the entry, in a few bytes. Source:
 * https://code.visualstudio.com/api/references/vscode-api#l10n
 */
export function t(text: string, ...values: readonly (string | number)[]): string {
  return (texts[text] ?? text).replace(/\{(\d+)\}/g, (placeholder, at: string) => String(values[Number(at)] ?? placeholder));
}
