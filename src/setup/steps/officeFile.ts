import { posix } from 'node:path';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { Secret } from '../../model/secret';
import { visible } from '../../model/text';
import type { RunContext, StepContext } from '../context';
import { Fact } from '../facts';
import { officeFile, officeFileKind, officeFileMaker, placedThere } from '../makers/officeFile';
import { officeFolderMaker } from '../makers/officeFolder';
import { hashOf } from '../office/gateway/files';
import { hostOf, onGateway, type OfficeGateway } from '../office/gateway/host';
import { beside } from '../office/gateway/places';
import { refused, surveyed } from '../office/gateway/survey';
import { contentOf, type OfficePart } from '../office/gateway/wanted';
import { exists, missing, type Standing } from '../standing';
import { free, type Step } from './step';

/** The parts of which a file is, or was, written by this connection: what was read of them before is none of it. */
export const written = new Fact<ReadonlySet<OfficePart>>('The parts that are written');

export interface OfficeFileStep {
  readonly id: string;
  readonly gateway: OfficeGateway;
  readonly part: OfficePart;
  readonly title: string;
  readonly mode: number;
  /** Undefined until the gateway was looked at. */
  readonly path: (context: StepContext) => string | undefined;
  /** Why it cannot be had there, with what to do by hand. */
  readonly leftOut: (context: StepContext) => string | undefined;
}

const whys: Readonly<Record<OfficePart, string>> = {
  firewall: t('A table of its own, which lets the VPN gateway in and bounds TCP segments; others may still drop it.'),
  interfaces: t('The script that makes the tunnels’ interfaces.'),
  strongswan: t('The connection, or its key, for strongSwan.'),
  forwarder: t('The instance’s own names are asked of the resolver in the VPC, and no others.'),
};

/** A file on an office's gateway: new, the same already, one of ours that is older, or another's, which is left alone. */
export function officeFileStep(step: OfficeFileStep): Step {
  const { id, title, part } = step;
  return {
    id, title, why: whys[part],
    find: (context) => find(context, step),
    create: (context) => create(context, step),
    ready: async (context) => {
      const path = step.path(context) ?? '';
      const content = await contentOf(context, path);
      const there = await context.read(() => onGateway(context, (root) => placedThere(context, root, path, content)));
      if (there === undefined) {
        throw new Failure({
          code: 'office.file', what: t('Could not write {0} on {1}', visible(path, 200), visible(step.gateway.name, 80)),
          why: t('What is read back is not what was sent.'), next: t('Look at the host, then go on with Retry From Here.'),
        });
      }
      return '';
    },
    price: free,
  };
}

async function find(context: StepContext, { gateway, part, path: pathOf, mode, leftOut }: OfficeFileStep): Promise<Standing> {
  const why = leftOut(context);
  if (why !== undefined) {
    return { kind: 'left-out', why };
  }
  const path = pathOf(context);
  const there = path === undefined ? undefined : context.facts.get(surveyed)?.files.get(path);
  if (path === undefined || there === undefined) {
    noteWritten(context, part);
    return missing();
  }
  const content = await contentOf(context, path);
  if (there.kind === 'file' && there.sha256 === hashOf(content) && there.mode === mode.toString(8) && there.owner === '0:0') {
    const placed = await onGateway(context, (root) => placedThere(context, root, path, content));
    if (placed !== undefined) {
      const found = officeFile(hostOf(gateway), path, placed);
      if (context.originOf(found.id) === 'made' || context.lost(officeFileKind) !== undefined) {
        noteWritten(context, part);
      }
      return exists(found, t('is there, the same'));
    }
  }
  noteWritten(context, part);
  return refused(path, context.facts.need(surveyed)) ?? missing(inWords(context, path, mode, content, there.kind === 'file'));
}

/** What is to be done, as the plan has it. */
function inWords(context: StepContext, path: string, mode: number, content: string | Secret, isOlder: boolean): string {
  const octal = mode.toString(8);
  const what = content instanceof Secret ? t('with the pre-shared key, mode 0{0}', octal) : t('{0} bytes, mode 0{1}', content.length, octal);
  return isOlder
    ? t('{0}; takes the place of an older one of ours, which is kept as {1}', what, beside(context, path).backup) : t('{0}; new at {1}', what, path);
}

async function create(context: RunContext, { gateway, path: pathOf, mode }: OfficeFileStep): Promise<void> {
  const path = pathOf(context) ?? '';
  const { files, foldersMissing } = context.facts.need(surveyed);
  const folder = posix.dirname(path);
  if (foldersMissing.has(folder)) {
    await context.make(officeFolderMaker, { name: folder, host: hostOf(gateway) });
  }
  await context.make(officeFileMaker, {
    name: path, host: hostOf(gateway), content: await contentOf(context, path), mode, replaces: files.get(path)?.kind === 'file',
  });
}

function noteWritten({ facts }: StepContext, part: OfficePart): void {
  facts.set(written, new Set([...facts.get(written) ?? [], part]));
}
