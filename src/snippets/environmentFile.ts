import type { ClientPlace, Snippet } from '../model/snippet';
import type { HostPort } from '../model/instance';
import { t } from '../model/l10n';
import { comment } from './escape';

/** What a file of environment variables is made from, whatever the service. */
export interface EnvironmentFileRequest {
  readonly instanceName: string;
  readonly members: readonly HostPort[];
  readonly place: ClientPlace;
  /** The variable that clients read the secret from: `EVENT_STREAMS_API_KEY`. */
  readonly variable: string;
  /** What the service's members are: "brokers". */
  readonly membersWord: string;
}

const fileName = '.env';

/** Variables for programs that read a `.env` file; a placeholder stands for the secret, which whoever uses it puts in. */
export function environmentFile({ instanceName, members, place, variable, membersWord }: EnvironmentFileRequest): Snippet {
  const prefix = variable.replace(/_(?:API_KEY|[A-Z]+)$/, '');
  const hosts = members.filter(({ host }) => /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(host)).map(({ host, port }) => `${host}:${port}`);
  return {
    client: 'environment', title: t('Environment variables'), language: 'properties', fileName, commentMark: '#', runsOn: place.runsOn, usage: [],
    text: [
      `# ${comment(instanceName)}: environment variables`,
      ...place.notes(fileName).map((note) => `# ${comment(note, 4096)}`),
      `${prefix}_${membersWord.toUpperCase().replace(/[^A-Z]+/g, '_')}=${hosts.join(',')}`,
      '# A placeholder: Private Connect writes no secret here. Copy API Key gives it to whoever runs the client.',
      `${variable}=<API key>`, '',
    ].join('\n'),
  };
}
