import { t } from '../../model/l10n';
import { Failure } from '../../model/failure';
import { visible } from '../../model/text';
import { slug } from '../../setup/names';
import { floatingIpOf } from '../../setup/offer/floatingIps';
import { newKeyPath } from '../../setup/paths';
import type { PartAnswers } from './partAnswers';
import { askName, askRange, askRegion, askVpc } from './questions';
import { askAccountKey, askAddressed, askGuard, askImage, askKeyFile, askKeyPath, askPlace, askProfile, keyName, keysOf } from './serverQuestions';
import type { Part, Place } from './shape';

/** A server, its key and its address, each by itself. */
export const serverParts = {
  virtualServer: {
    title: t('Create Virtual Server'),
    questions: (tools, { region, vpc }, { guard }) => [
      ...(region === undefined ? [askRegion(tools)] : []),
      ...(vpc === undefined ? [askVpc(tools)] : []),
      askPlace(tools), askImage(tools), askProfile(tools), askAccountKey(tools), askGuard(tools),
      ...(guard === 'typed-range' ? [askRange(tools)] : []),
      askName(tools, ({ vpc: of }) => `${slug(of?.name ?? 'my', 40)}-server`, ({ virtualServers }) => virtualServers.map(({ name }) => name)),
    ],
    choices: (answers, place) => {
      const { name, vpc, zone, subnet, image, profile, accountKey } = answers;
      const { resourceGroupId, sshFolder, connectionId } = place;
      return {
        part: 'virtual-server', name, vpc, zone, profile, imageId: image?.id, imageName: image?.name, resourceGroupId,
        subnet: typeof subnet === 'object' ? { kind: 'existing', ...subnet } : { kind: 'new' },
        key: typeof accountKey === 'object' ? { kind: 'account', ...accountKey } : { kind: 'new', path: newKeyPath(sshFolder, connectionId) },
        guard: guardOf(answers, place),
      };
    },
  },
  sshKey: {
    title: t('Create SSH Key'),
    questions: (tools, { region }, { keyFile }) => [
      ...(region === undefined ? [askRegion(tools)] : []),
      askKeyFile(tools),
      ...(keyFile === 'typed' ? [askKeyPath(tools)] : []),
      askName(tools, (answers) => slug(keyName(answers), 60), async (_, answers, signal) =>
        (await keysOf(tools.session, answers, signal)).map(({ name }) => name)),
    ],
    choices: ({ name, keyFile, typedKeyFile = '' }, { resourceGroupId, sshFolder, connectionId }) => ({
      part: 'ssh-key', name, resourceGroupId,
      key: keyFile === 'new' ? { kind: 'new', path: newKeyPath(sshFolder, connectionId) }
        : { kind: 'existing', path: typeof keyFile === 'object' ? keyFile.path : typedKeyFile },
    }),
  },
  floatingIp: {
    title: t('Assign Floating IP'),
    questions: (tools, { region, server }) => [
      ...(region === undefined ? [askRegion(tools)] : []),
      ...(server === undefined ? [askAddressed(tools)] : []),
      askName(tools, ({ server: of }) => `${slug(of?.name ?? 'my', 40)}-ip`, ({ floatingIps }) => floatingIps.map(({ name }) => name),
        ({ region: of = '' }, signal) => tools.session.cloud.catalog.monthlyPrice({ kind: 'floating-ip' }, of, signal)),
    ],
    choices: ({ name, server }, { resourceGroupId }) => ({ part: 'floating-ip', name, server, resourceGroupId }),
    refuse: ({ server }, landscape) => {
      const there = landscape.virtualServers.find(({ id }) => id === server?.id);
      const address = there === undefined ? undefined : floatingIpOf(landscape, there)?.address;
      return address === undefined ? undefined : new Failure({
        code: 'ui.address-there', what: t('There is nothing to make'),
        why: t('"{0}" has the floating IP {1} already.', visible(server?.name ?? '', 80), address),
        next: t('Use that one, or choose another virtual server.'),
      });
    },
  },
} satisfies Readonly<Record<string, Part>>;

function guardOf({ guard, range }: PartAnswers, { ownAddress = '' }: Place): object {
  switch (guard) {
    case 'own-address': return { kind: 'new', sshFrom: `${ownAddress}/32`, ownAddress };
    case 'typed-range': return { kind: 'new', sshFrom: range };
    case 'nobody':
    case undefined: return { kind: 'new' };
    default: return { kind: 'existing', ...guard };
  }
}
