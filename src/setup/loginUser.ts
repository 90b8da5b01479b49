/**
 * Who may log in, by the start of an operating system's or image's name.
 * Source: https://cloud.ibm.com/docs/vpc?topic=vpc-vsi_is_connecting_linux
 */
const users: readonly (readonly [RegExp, string])[] = [
  [/^(?:ibm-)?ubuntu/i, 'ubuntu'],
  [/^(?:ibm-)?fedora-coreos/i, 'core'],
  [/^(?:ibm-)?(?:red|redhat|rhel)[a-z0-9-]*-ai\b/i, 'cloud-user'],
];

/** Everything else that IBM ships as Linux has `vpcuser`; `root` is closed on stock images. */
export function loginUserOf(systemName: string): string {
  return users.find(([pattern]) => pattern.test(systemName))?.[1] ?? 'vpcuser';
}
