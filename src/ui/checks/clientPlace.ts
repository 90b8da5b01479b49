import type { Environment } from '../../model/account';
import type { Instance } from '../../model/instance';
import type { Place } from '../../model/path';
import type { ClientPlace } from '../../model/snippet';
import { visible } from '../../model/text';
import type { Vantage } from '../../model/vantage';
import type { Setup } from '../../setup/setup';
import { sshCommands } from '../../ssh/commandLine';

/** What is known of the connections that a client can go by. */
export interface PlaceSource {
  readonly setup: Pick<Setup, 'connections' | 'vantages' | 'path'>;
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
    runsOn: `Runs on ${name}`,
    notes: (fileName) => [
      ...environment.clientNote === undefined ? [] : [environment.clientNote],
      `Run it on ${name}${why === undefined ? '' : `: ${why}`}.`,
      ...way?.(fileName) ?? [],
      ...keyNotes(isThere, variable),
    ],
  };
}

function along(setup: PlaceSource['setup'], connectionId: string): Where | undefined {
  const { all, meant } = setup.vantages(connectionId);
  const vantage = all.find(({ id }) => id === meant);
  const place = setup.path(connectionId).find(({ id }) => id === meant);
  return vantage === undefined ? undefined : place === undefined ? { name: visible(vantage.name, 100) } : distant(vantage, place);
}

/** A machine that one has to go to. */
function distant({ name, access }: Vantage, { kind, within }: Place): Where {
  const what = kind.replaceAll('-', ' ');
  return {
    name: `${visible(name, 100)}, ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}${within === undefined ? '' : ` in ${visible(within, 120)}`}`,
    why: `these names are known only ${within?.startsWith('VPC') === true ? 'inside the VPC' : 'there'}`,
    way: (fileName) => {
      if (access === undefined) {
        return ['Run the plan, then Copy SSH Command of Private Connect says how to get there.'];
      }
      const commands = sshCommands(access);
      return ['To get there:', `  ${commands.copy(fileName)}`, `  ${commands.login}`];
    },
  };
}

function withoutConnection({ name, access }: Pick<Instance, 'name' | 'access'>): Where {
  return access === 'public'
    ? { name: 'any machine that reaches the internet' }
    : { name: `a machine inside a VPC with an endpoint gateway to ${visible(name, 100)}`, why: 'these names are known only there' };
}

function keyNotes(hasKey: boolean, variable: string): string[] {
  const comes = hasKey
    ? `The API key comes by Copy API Key of Private Connect. It is never written in this file: where the client runs, it is read from ${variable}:`
    : `The API key is that of a service credential of the instance. It is never written in this file: where the client runs, it is read from ${variable}:`;
  return [comes, `  read -rs ${variable} && export ${variable}`];
}
