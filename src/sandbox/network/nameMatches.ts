/** A wildcard stands for exactly one label, as in a DNS name of a certificate. */
export function nameMatches(pattern: string, name: string): boolean {
  if (!pattern.startsWith('*.')) {
    return pattern === name;
  }
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot + 1) === pattern.slice(2);
}
