import { t } from '../../model/l10n';
import { basename } from 'node:path';
import type { SshKey } from '../../model/landscape';
import { visible } from '../../model/text';
import { floatingIpOf } from '../../setup/offer/floatingIps';
import { fittingImages } from '../../setup/offer/images';
import { pricedProfiles } from '../../setup/offer/pricedProfiles';
import { keyProblem, readKeyFile } from '../../ssh/keyFile';
import { keyFileItem } from '../keys/keyItems';
import { privateKeys } from '../keys/privateKeys';
import { mapped, type PickItem, type Question } from '../prompts/answers';
import type { Session } from '../session/session';
import { describe } from '../tree/node';
import type { Named } from './named';
import type { PartAnswers } from './partAnswers';
import { groupItem, groupsOf, priceWords, rangeItems, zonesOf, type PartTools } from './questions';

type Ask = Question<PartAnswers>;
type ServerPlace = Pick<PartAnswers, 'subnet' | 'zone'>;

const newKey = { label: t('A new key, made here'), detail: t('Its private half stays on this machine.'), icon: 'add', value: 'new' } as const;

/** A subnet of the VPC that has room, or a new one in a zone. */
export function askPlace({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<ServerPlace>({
    position, placeholder: t('In which subnet, and so in which zone?'),
    items: async (signal) => {
      const region = answers.region ?? '';
      const [{ subnets }, zones] = await Promise.all([session.landscape.region(region, signal), zonesOf(session, region, signal)]);
      const fitting = subnets.filter(({ vpc, availableAddresses, zone }) => vpc.id === answers.vpc?.id && availableAddresses > 0 && zones.includes(zone));
      return [
        ...fitting.map(({ id, name, zone, cidr, availableAddresses }): PickItem<ServerPlace> => ({
          label: visible(name, 80), description: describe(zone, cidr, t('{0} free', availableAddresses)), icon: 'type-hierarchy-sub', group: t('Existing'),
          value: { subnet: { id, name }, zone },
        })),
        ...zones.map((zone): PickItem<ServerPlace> => ({
          label: t('A new subnet in {0}', zone), icon: 'add', group: t('New'), value: { subnet: 'new', zone },
        })),
      ];
    },
    isCurrent: ({ subnet, zone }) => zone === answers.zone && idOf(subnet) === idOf(answers.subnet),
  }), (place) => ({ ...answers, ...place }));
}

export function askImage({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<Named>({
    position, placeholder: t('With which operating system?'),
    items: async (signal) => fittingImages(await session.cloud.vpc(answers.region ?? '').listImages(signal)).map(({ id, name, operatingSystem }) => ({
      label: visible(name, 80), description: visible(operatingSystem.version, 60), icon: 'package', value: { id, name },
    })),
    isCurrent: ({ id }) => id === answers.image?.id,
  }), (image) => ({ ...answers, image }));
}

export function askProfile({ prompter, session: { cloud } }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<string>({
    position, placeholder: t('How large should it be?'),
    items: async (signal) => {
      const vpc = cloud.vpc(answers.region ?? '');
      const offers = await pricedProfiles(cloud, vpc, await vpc.listProfiles(signal), signal);
      return offers.map(({ profile: { name, vcpu, memory }, price }) => ({
        label: visible(name, 40), icon: 'vm', value: name,
        description: describe(
          t('{0} vCPU, {1} GiB', vcpu, memory), priceWords(price),
        ),
      }));
    },
    isCurrent: (profile) => profile === answers.profile,
  }), (profile) => ({ ...answers, profile }));
}

export function askAccountKey({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<Named | 'new'>({
    position, placeholder: t('Which SSH key should open it?'),
    items: async (signal) => [
      newKey,
      ...(await keysOf(session, answers, signal)).map(({ id, name, type, fingerprint }) => ({
        label: visible(name, 80), description: describe(type, fingerprint), icon: 'key', value: { id, name },
      })),
    ],
    isCurrent: (key) => idOf(key) === idOf(answers.accountKey),
  }), (accountKey) => ({ ...answers, accountKey }));
}

/** The SSH keys of the region. */
export function keysOf({ cloud }: Session, { region = '' }: PartAnswers, signal: AbortSignal): Promise<readonly SshKey[]> {
  return cloud.vpc(region).listSshKeys(signal);
}

export function askGuard({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<NonNullable<PartAnswers['guard']>>({
    position, placeholder: t('Who should reach it?'),
    items: async (signal) => [
      ...[...rangeItems(session), { label: t('Nobody yet'), icon: 'lock', value: 'nobody' as const }]
        .map((item) => ({ ...item, group: t('A new group, for SSH') })),
      ...(await groupsOf(session, answers, signal)).map((group) => ({
        ...groupItem(group), label: t('Whoever {0} lets in', visible(group.name, 80)), group: t('Existing groups'),
      })),
    ],
    isCurrent: (guard) => idOf(guard) === idOf(answers.guard),
  }), (guard) => ({ ...answers, guard }));
}

export function askAddressed({ prompter, session }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<Named>({
    position, placeholder: t('Which virtual server should get an address?'),
    items: async (signal) => {
      const landscape = await session.landscape.region(answers.region ?? '', signal);
      const items = landscape.virtualServers.map((server): PickItem<Named> => {
        const { id, name, vpc, primaryInterface } = server;
        const own = floatingIpOf(landscape, server)?.address;
        return {
          label: visible(name, 80), description: describe(visible(vpc.name, 60), primaryInterface?.address), icon: 'vm', value: { id, name },
          ...(own === undefined ? { group: t('Without a floating IP') } : { group: t('With a floating IP'), detail: own }),
        };
      });
      return [...items.filter(({ detail }) => detail === undefined), ...items.filter(({ detail }) => detail !== undefined)];
    },
    isCurrent: ({ id }) => id === answers.server?.id,
  }), (server) => ({ ...answers, server }));
}

export function askKeyFile({ prompter, session: { environment: { sshFolder } } }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.pick<NonNullable<PartAnswers['keyFile']>>({
    position, placeholder: t('Which key?'),
    items: async () => [
      newKey,
      ...(await privateKeys(sshFolder)).map((file) => ({ ...keyFileItem(file), value: { path: file.path } })),
      { label: t('A file that I type'), detail: t('Of a private key: its public half alone is sent.'), icon: 'edit', value: 'typed' as const },
    ],
    isCurrent: (file) => typeof file === 'string' ? file === answers.keyFile : typeof answers.keyFile === 'object' && file.path === answers.keyFile.path,
  }), (keyFile) => ({ ...answers, keyFile }));
}

export function askKeyPath({ prompter }: PartTools): Ask {
  return async (answers, position) => mapped(await prompter.text({
    position, prompt: t('The file of the private key'), placeholder: '/home/me/.ssh/id_ed25519', value: answers.typedKeyFile,
    accept: (path) => whyUnusable(path.trim()),
  }), (path) => ({ ...answers, typedKeyFile: path.trim() }));
}

async function whyUnusable(path: string): Promise<string | undefined> {
  const text = await readKeyFile(path);
  return text.kind === 'key' || text.kind === 'protected' ? undefined : keyProblem(path, text).why;
}

/** A key's name as its file's is. */
export function keyName({ keyFile, typedKeyFile }: PartAnswers): string {
  return keyFile === 'new' || keyFile === undefined ? 'my-key' : basename(keyFile === 'typed' ? typedKeyFile ?? '' : keyFile.path);
}

/** What an answer is told from others by. */
function idOf(answer: Named | string | undefined): string | undefined {
  return typeof answer === 'object' ? answer.id : answer;
}
