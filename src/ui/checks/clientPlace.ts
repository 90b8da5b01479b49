import type { Environment } from '../../model/account';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import { kindInWords, type Place } from '../../model/path';
import type { ClientPlace } from '../../model/snippet';
import { visible } from '../../model/text';
import type { Vantage } from '../../model/vantage';
import type { Setup } from '../../setup/setup';
import { sshCommands } from '../../ssh/commandLine';
import { isSetUp } from '../activity/runNode';

/** What is known of the connections that a client can go by. */
export interface PlaceSource {
  readonly setup: Pick<Setup, 'connections' | 'views' | 'vantages' | 'way'>;
  readonly environment: Pick<Environment, 'clientNote'>;
}

/** A place in words: what it is, why there and nowhere else, and how one gets there. */
interface Where {
  readonly name: string;
  readonly why?: string | undefined;
  readonly way?: ((fileName: string) => readonly string[]) | undefined;
}

/** Where clients of an instance run: where the connection is meant to be used from, or without one wherever the names are known. */
export function clientPlace(
  instance: Pick<Instance, 'name' | 'access'>, { setup, environment }: PlaceSource, connectionId: string | undefined, variable: string,
): ClientPlace {
  const isThere = setup.connections().some(({ id }) => id === connectionId);
  const { name, why, way } = (connectionId !== undefined && isThere ? along(setup, connectionId) : undefined) ?? withoutConnection(instance);
  return {
    runsOn: t('Runs on {0}', name),
    notes: (fileName) => [
      ...environment.clientNote === undefined ? [] : [environment.clientNote],
      why === undefined ? t('Run it on {0}.', name) : t('Run it on {0}: {1}.', name, why),
      ...way?.(fileName) ?? [],
      ...keyNotes(isThere ? isSetUp(setup.views(), connectionId) ? 'there' : 'to-come' : 'none', variable),
    ],
  };
}

function along(setup: PlaceSource['setup'], connectionId: string): Where | undefined {
  const { all, meant } = setup.vantages(connectionId);
  const vantage = all.find(({ id }) => id === meant);
  const { path, vpn, words } = setup.way(connectionId);
  const place = path.find(({ id }) => id === meant);
  if (vantage === undefined) {
    return undefined;
  }
  return place !== undefined ? distant(vantage, place) : vpn === undefined ? { name: visible(vantage.name, 100) } : dialling(vantage, words.through);
}

/** The machine that dials a VPN: without it the names lead nowhere. */
function dialling({ name }: Vantage, server: string): Where {
  return {
    name: t('{0}, connected to the VPN {1}', visible(name, 100), visible(server, 100)),
    why: t('these names resolve only through it'),
    way: () => [t('Connect the VPN first, by Connect VPN in Terminal or Save VPN Profile… of Private Connect.')],
  };
}

/** A machine that one has to go to. */
function distant({ name, access }: Vantage, { kind, within }: Place): Where {
  const what = kindInWords(kind);
  const named = /^[aeiou]/.test(kind) ? t('{0}, an {1}', visible(name, 100), what) : t('{0}, a {1}', visible(name, 100), what);
  return {
    name: within === undefined ? named : t('{0} in {1}', named, visible(within, 120)),
    why: within?.startsWith('VPC') === true ? t('these names are known only inside the VPC') : t('these names are known only there'),
    way: (fileName) => {
      if (access === undefined) {
        return [t('Run the plan, then Copy SSH Command of Private Connect says how to get there.')];
      }
      const commands = sshCommands(access);
      return [t('To get there:'), `  ${commands.copy(fileName)}`, `  ${commands.login}`];
    },
  };
}

function withoutConnection({ name, access }: Pick<Instance, 'name' | 'access'>): Where {
  return access === 'public'
    ? { name: t('any machine that reaches the internet') }
    : { name: t('a machine inside a VPC with an endpoint gateway to {0}', visible(name, 100)), why: t('these names are known only there') };
}

/** Whether a connection has an API key, will have one once it is run, or there is no connection. */
type Key = 'there' | 'to-come' | 'none';

function keyNotes(key: Key, variable: string): string[] {
  return [
    comes[key],
    t('It is never written in this file: where the client runs, it is read from {0}:', variable),
    `  read -rs ${variable} && export ${variable}`,
  ];
}

const comes: Readonly<Record<Key, string>> = {
  'there': t('The API key comes by Copy API Key of Private Connect.'),
  'to-come': t('Run the plan, then the API key comes by Copy API Key of Private Connect.'),
  'none': t('The API key is that of a service credential of the instance.'),
};
