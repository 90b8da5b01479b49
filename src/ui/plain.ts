/**
 * Text for a place where the editor reads `$(name)` as an icon and `[text](target)` as a link, which may run a command: quick picks,
 * input boxes, notices, tree rows. A name or message from the cloud stays text in them.
 */
export function plain(text: string): string {
  return text.replaceAll('$(', '$ (').replaceAll('](', '] (');
}
