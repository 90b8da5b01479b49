import { Secret } from '../model/secret';

/** The file that holds the key. Where it is left out, its lines stand in comments until it is put in: nothing is loaded that others know. */
export function keyFile(key: Secret | undefined, lines: (key: string) => readonly string[]): Secret {
  return new Secret(key === undefined
    ? [
      '# Private Connect. Put in the pre-shared key, and take the # away from each line below.',
      ...lines('THE-PRE-SHARED-KEY').map((line) => `# ${line}`), '',
    ].join('\n')
    : ['# Private Connect. Keep this file closed to others.', ...lines(key.reveal()), ''].join('\n'));
}
