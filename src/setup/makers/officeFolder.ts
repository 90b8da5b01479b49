import { t } from '../../model/l10n';
import type { Found, Maker, Specification } from '../context';
import { change, lookAt } from '../office/gateway/files';
import { hostOf, officeGateway, onGateway } from '../office/gateway/host';

export interface OfficeFolderSpecification extends Specification {
  /** The folder's path. */
  readonly name: string;
  readonly host: string;
}

const officeFolderKind = 'office-folder';

/** A folder on an office's gateway, that a file of ours needs. It goes where nothing else is in it. */
export const officeFolderMaker: Maker<OfficeFolderSpecification, undefined> = {
  kind: officeFolderKind,
  make: async (context, { name }) => {
    await onGateway(context, (root) => change(root, name, 'write', ['install', '-d', '-m', '755', '--', name]));
    return undefined;
  },
  find: () => Promise.resolve(undefined),
  describe: (_made, { name, host }) => officeFolder(host, name),
  // That it is there tells not whose it is; it goes only where it is empty.
  recover: (context, { name }) => Promise.resolve(officeFolder(hostOf(context.facts.need(officeGateway)), name)),
  remove: (context, { name }) => onGateway(context, async (root) => {
    if ((await lookAt(root, name)).kind === 'folder') {
      await change(root, name, 'remove', ['rmdir', '--ignore-fail-on-non-empty', '--', name]);
    }
  }),
  inUndo: (title, name) => t('{0} (its folder {1}, where nothing else is in it)', title, name),
};

function officeFolder(host: string, path: string): Found {
  return { kind: officeFolderKind, id: `${host}${path}`, name: path };
}
