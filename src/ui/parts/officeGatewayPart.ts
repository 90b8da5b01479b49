import { t } from '../../model/l10n';
import { keepKey } from '../../setup/office/key';
import { askAddress, askKey, askSignIn } from './onServerQuestions';
import type { Part } from './shape';

/** What is put on the gateway of an office, which is no server of the account: the office is what the command was started for. */
export const officeGatewayPart = {
  officeGateway: {
    title: t('Apply Over SSH'),
    questions: (tools) => [
      askAddress(tools, t('The address at which you reach the office’s gateway, or its name in your SSH configuration')),
      askSignIn(tools, t('Who signs in there? Root, or whoever may use sudo without a password. A port other than 22: root:2222')),
      askKey(tools, t('Which private key opens the office’s gateway?')),
    ],
    choices: ({ office, onServer: { address, through, login, key } = {} }, { connectionId }) => ({
      part: 'office-gateway', name: through?.kind === 'ssh-config' ? through.name : address, address, through, loginUser: login?.user,
      sshPort: login?.port, key, connectionId, description: { ...office, key: undefined },
    }),
    keep: async ({ office }, connectionId, { secrets }) => {
      if (office?.key !== undefined) {
        await keepKey(secrets, connectionId, office.key);
      }
    },
  },
} satisfies Readonly<Record<string, Part>>;
