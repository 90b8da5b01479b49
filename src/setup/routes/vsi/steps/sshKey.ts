import { basename } from 'node:path';
import { Failure } from '../../../../model/failure';
import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import { agentWith } from '../../../../ssh/agent';
import { keyProblem, readKeyFile } from '../../../../ssh/keyFile';
import type { StepContext } from '../../../context';
import { keyFile } from '../../../makers/keyFile';
import type { Names } from '../../../names';
import { blocked, exists, type Standing } from '../../../standing';
import { another, sshKeyStep as accountKey } from '../../../steps/sshKey';
import type { Step } from '../../../steps/step';
import { atOnce, free } from '../../../steps/step';
import type { KeyChoice, VsiChoices } from '../choices';
import { sshKeyFact } from '../facts';

/** The key that logs in to the server: its file here and, for a new server, its public half in the account. */
export function sshKeyStep({ key, server, resourceGroupId }: VsiChoices, names: Names): Step {
  const name = names.of('key');
  if (server.kind === 'new' && key.kind !== 'agent') {
    return accountKey({ name, key, resourceGroupId, into: sshKeyFact });
  }
  return {
    id: 'ssh-key',
    title: server.kind === 'new' ? t('SSH key {0}', name) : titleOf(key),
    why: key.kind === 'new'
      ? t('It logs you in to the server. Its private half is made here and never leaves this machine.')
      : t('It logs you in to the server. {0}', key.kind === 'agent' ? t('Your SSH agent signs with it.') : t('Its file is only read.')),
    find: (context) => find(context, key, server.kind),
    create: () => Promise.reject(new TypeError('A key that opens a server that exists is never made.')),
    ready: atOnce,
    price: free,
  };
}

function titleOf(key: KeyChoice): string {
  return key.kind === 'agent' ? t('SSH agent\'s key {0}', visible(key.comment, 60)) : t('SSH key {0}', basename(key.path));
}

async function find(context: StepContext, key: KeyChoice, server: VsiChoices['server']['kind']): Promise<Standing> {
  switch (key.kind) {
    case 'new': return blocked(t('A new key cannot be put on a server that exists already.'), t('Choose the key that logs in to that server.'));
    case 'existing': return await findFile(key.path);
    case 'agent': return server === 'new'
      ? blocked(t('A key of the SSH agent opens servers that exist; none is made from it.'), another)
      : await findInAgent(context, key);
  }
}

async function findInAgent(
  { signal, dependencies: { environment } }: StepContext, { fingerprint, comment }: Extract<KeyChoice, { readonly kind: 'agent' }>,
): Promise<Standing> {
  try {
    await agentWith({ socket: environment.sshAgent, fingerprint, comment }, signal);
    return exists({ kind: 'agent-key', id: fingerprint, name: comment }, t('{0} · in the SSH agent', fingerprint));
  } catch (error) {
    if (error instanceof Failure && error.code.startsWith('ssh.agent-')) {
      return blocked(error.why, error.next);
    }
    throw error;
  }
}

async function findFile(path: string): Promise<Standing> {
  const text = await readKeyFile(path);
  if (text.kind !== 'key' && text.kind !== 'protected') {
    const { why, next } = keyProblem(path, text);
    return blocked(why, next);
  }
  const asked = text.kind === 'protected' ? t('its passphrase is asked for when it is used') : undefined;
  const said = [text.publicKey?.fingerprint, asked, text.note].filter((each) => each !== undefined);
  return exists({ ...keyFile(path), name: basename(path) }, said.join(' · '));
}
