import { homedir } from 'node:os';
import { join } from 'node:path';
import { exists } from '../../machine/surroundings';
import { t } from '../../model/l10n';
import { checkOffice } from '../../onPremises/checkOffice';
import { officeFiles, type OfficeFile } from '../../onPremises/files';
import type { OfficeDescription } from '../../onPremises/office';
import { saveFolder } from '../../onPremises/saveFolder';
import { ownerOnly } from '../../ssh/ownerOnly';
import { inTime } from '../inTime';
import type { Prompter } from '../prompts/answers';
import type { Invocation } from './handler';
import { officeConnection } from './officeConnections';
import { readSides } from './officeSides';
import { checkConnectivity } from './runEnd';

const limitMs = 60_000;

/** In which of strongSwan's forms the key is written; left out, the files say where it belongs. */
export type KeyPlace = 'swanctl' | 'ipsec' | 'left-out';

/** What the office's side needs goes into a new folder, which is opened at its README. The key is shown nowhere, and no journal knows of the folder. */
export async function onPremisesFiles(invocation: Invocation): Promise<void> {
  const { services: { prompter, editor, notices } } = invocation;
  const chosen = await officeConnection(invocation);
  const place = chosen === undefined ? undefined : await askKeyPlace(prompter);
  if (chosen === undefined || place === undefined) {
    return;
  }
  const { session, connection } = chosen;
  const files = filesOf(await readSides(editor, chosen), place);
  const folder = await editor.chooseNewFile(await freeFolder(homedir(), `${connection.instance.name}-office`), t('Save On-Premises Files'), {});
  if (folder === undefined) {
    return;
  }
  await inTime(t('Could not save the on-premises files'), limitMs, (signal) => saveFolder(folder, files, (file) => ownerOnly(file, signal), signal));
  const read = files.find(({ path }) => path.endsWith('README.md'));
  if (read !== undefined) {
    await editor.openFile(join(folder, ...read.path.split('/')));
  }
  await notices.done([
    t('The on-premises files are in {0}, on {1}, and only you may read them.', folder, session.environment.machine),
    place === 'left-out' ? t('The pre-shared key is not in them: give it to the office another way.')
      : t('The pre-shared key is in one of them: whoever has that file can be the office. Delete the folder once they are in place.'),
    t('README.md has the commands for the office’s gateway: the tunnel comes up when it dials.'),
  ].join(' '), checkConnectivity(editor, connection));
}

/** A folder within for each VPN gateway where there are several: what one of them is told is not what another is. */
export function filesOf(offices: readonly OfficeDescription[], place: KeyPlace): readonly OfficeFile[] {
  return offices.flatMap((office) => {
    const checked = checkOffice(place === 'left-out' ? { ...office, key: undefined } : office);
    const files = officeFiles(checked, place === 'ipsec' ? 'ipsec' : 'swanctl');
    return offices.length === 1 ? files : files.map((file) => ({ ...file, path: `${office.name}/${file.path}` }));
  });
}

/** Today's form is first: who just wants the files presses Enter. */
async function askKeyPlace(prompter: Prompter): Promise<KeyPlace | undefined> {
  const answer = await prompter.pick<KeyPlace>({
    placeholder: t('Where should the pre-shared key be?'),
    items: [
      {
        label: t('In the file for swanctl'), description: t('today’s strongSwan'), icon: 'key', value: 'swanctl',
        detail: t('In that one file alone, which only its owner may read.'),
      },
      {
        label: t('In ipsec.secrets'), description: t('an old strongSwan'), icon: 'key', value: 'ipsec',
        detail: t('The same, for a gateway with ipsec.conf.'),
      },
      {
        label: t('Left out'), icon: 'circle-slash', value: 'left-out',
        detail: t('For files that go by mail: a placeholder says where it belongs.'),
      },
    ],
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** "orders-office-2" where that is the first that is free. */
export async function freeFolder(folder: string, name: string): Promise<string> {
  const base = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'office';
  for (let number = 1; number < 100; number += 1) {
    const path = join(folder, `${base}${number === 1 ? '' : `-${number}`}`);
    if (!await exists(path)) {
      return path;
    }
  }
  return join(folder, base);
}
