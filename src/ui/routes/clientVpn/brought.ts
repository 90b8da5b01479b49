import type { BroughtFile } from '../../../certificates/brought';
import type { Finding, Purpose } from '../../../certificates/finding';
import { judge, type CertificateSet, type Judged } from '../../../certificates/judge';
import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import { judgedWithPassphrase } from '../../prompts/judgedFiles';
import { askInPlace, taken, type RowOutcome } from '../../prompts/askInPlace';
import type { Answer, PickItem, Position } from '../../prompts/answers';
import { describe } from '../../tree/node';
import type { Brought } from './answers';
import type { Sources } from './sources';

type Row = 'take' | Purpose;
type Asking = Pick<Sources, 'prompter' | 'editor'>;

const endings = ['pem', 'crt', 'cer', 'key', 'der', 'p7b', 'p12', 'pfx'];
/** What the judge says of larger ones needs not be read first. */
const mostBytes = 8 * 1024 * 1024;

/** Asks for the files of certificates, and judges each choice there and then: nothing is uploaded, and nothing is kept before the plan is saved. */
export function askBrought(asking: Asking, position: Position, before: Brought | undefined): Promise<Answer<Brought>> {
  return askInPlace<Brought, Row>(
    before ?? { told: {} },
    (state) => asking.prompter.pick<Row>({
      position, placeholder: t('Which certificates should the VPN use? Choose the files of each'), items: broughtItems(state),
      isCurrent: (row) => row === nextOf(state),
    }),
    async (row, state) => row === 'take' ? taken(state) : await choose(asking, row, state),
  );
}

/** Whether they can be used: a server with its key, and an authority that people are known by. */
export function isWhole({ server, authority, isKept }: Brought): boolean {
  return isKept === true || (server !== undefined && authority !== undefined);
}

function nextOf(state: Brought): Row {
  return isWhole(state) ? 'take' : state.server === undefined ? 'server' : 'authority';
}

function broughtItems(state: Brought): readonly PickItem<Row>[] {
  const { server, isKept } = state;
  const group = t('Files');
  const row = (purpose: Purpose, label: string, detail: string): PickItem<Row> => {
    const set = state[purpose];
    return {
      label, group, icon: set === undefined ? 'file' : 'pass', value: purpose, detail: state.told[purpose] ?? detail,
      description: set === undefined ? isKept === true ? t('as brought before') : t('not chosen yet') : setInWords(set),
    };
  };
  return [
    ...isWhole(state) ? [{
      label: isKept === true && server === undefined ? t('Take those that were brought before') : t('Take these'), icon: 'check',
      group: t('Certificates'), value: 'take' as const,
    }] : [],
    row('server', t('The server: certificate, chain and key'), t('PEM, in any order and number of files; the others are found in it too.')),
    row('authority', t('The authority that signs the clients’ certificates'), t('Its certificate alone: its key is not needed, and not uploaded.')),
    row('client', t('The first person: certificate and key'), t('For the profile on this machine. Left out where everyone has their own.')),
  ];
}

function setInWords({ name, until }: CertificateSet): string {
  return describe(visible(name, 40), t('until {0}', until.toISOString().slice(0, 10)));
}

async function choose(asking: Asking, purpose: Purpose, state: Brought): Promise<RowOutcome<Brought>> {
  for (let kept: readonly BroughtFile[] = []; ;) {
    const chosen = await asking.editor.chooseFiles(titles[purpose], endings, mostBytes);
    if (chosen === undefined || chosen.length === 0) {
      return { kind: 'back' };
    }
    const files = [...kept, ...chosen];
    const judged = await judgedWithPassphrase(asking.prompter, titles[purpose], withAuthority(files, purpose, state), purpose);
    if (judged === undefined) {
      return { kind: 'back' };
    }
    const problem = judged.kind === 'refused' ? judged.findings.filter(({ refuses }) => refuses) : foreign(judged.set, purpose, state);
    const [first, ...others] = problem;
    if (first === undefined && judged.kind === 'usable') {
      return { kind: 'value', value: await withOthers(files, taking(state, purpose, judged), purpose) };
    }
    const detail = [first?.next, ...others.map(({ why, next }) => `${why} ${next}`)].filter((part) => part !== undefined).join('\n\n');
    // The dialogue of a window on another machine gives one file at a time.
    kept = first !== undefined && isLack(first) ? files : [];
    if (!await asking.editor.confirm({ text: first?.why ?? '', detail, button: kept.length > 0 ? t('Add Files…') : t('Choose Other Files…') })) {
      return { kind: 'back' };
    }
  }
}

/** Nothing is wrong with what was chosen, and something else is needed as well. */
function isLack({ code }: Finding): boolean {
  return ['key.missing', 'chain.incomplete', 'certificate.none'].includes(code);
}

const titles: Readonly<Record<Purpose, string>> = {
  server: t('Certificate, chain and key of the VPN server'),
  authority: t('Authority of the clients’ certificates'),
  client: t('Certificate and key of the first person'),
};

/** The client's chain may end in the authority that was chosen before: it need not be brought twice. */
function withAuthority(files: readonly BroughtFile[], purpose: Purpose, { authority }: Brought): readonly BroughtFile[] {
  return purpose !== 'client' || authority === undefined ? files
    : [...files, asFile([authority.certificate, ...authority.intermediates, authority.authority])];
}

/** A client that another authority signed for is let in by nobody. */
function foreign(set: CertificateSet, purpose: Purpose, { authority, client }: Brought): readonly Finding[] {
  const [person, signer] = purpose === 'client' ? [set, authority] : purpose === 'authority' ? [client, set] : [];
  if (person === undefined || signer === undefined || [...person.intermediates, person.authority].includes(signer.certificate)) {
    return [];
  }
  return [{
    code: 'client.other-authority', refuses: true,
    why: t('The certificate of {0} is not signed by the authority {1}: the VPN server would not let it in.', person.name, signer.name),
    next: t('Choose the authority that signed it, or a certificate of that authority.'),
  }];
}

function taking(state: Brought, purpose: Purpose, { set, findings }: Extract<Judged, { readonly kind: 'usable' }>): Brought {
  const { server, authority, client, told } = state;
  const worth = findings.filter(({ code }) => !['chain.order', 'chain.unused', 'key.unused'].includes(code));
  // Where one is brought anew, those that are kept are no set with it.
  return { server, authority, client, [purpose]: set, told: { ...told, [purpose]: worth[0]?.why } };
}

/** People often have all of it in one folder: what the same files are good for besides is taken too, where nothing was chosen for it yet. */
async function withOthers(files: readonly BroughtFile[], state: Brought, chosen: Purpose): Promise<Brought> {
  let filled = state;
  for (const purpose of (['server', 'authority', 'client'] as const).filter((each) => each !== chosen)) {
    const source = purpose === 'authority' ? signersOf(filled[chosen]) : withAuthority(files, purpose, filled);
    const judged = filled[purpose] === undefined && source.length > 0 ? await judge(source, purpose) : undefined;
    const isAnother = judged?.kind === 'usable' && (purpose === 'authority' || judged.set.key !== undefined)
      && ![filled.server, filled.client].some((other) => other?.certificate === judged.set.certificate) && foreign(judged.set, purpose, filled).length === 0;
    filled = judged?.kind === 'usable' && isAnother ? taking(filled, purpose, judged) : filled;
  }
  return filled;
}

/** What signed a certificate, without anybody's key. */
function signersOf(set: CertificateSet | undefined): readonly BroughtFile[] {
  return set === undefined ? [] : [asFile([...set.intermediates, set.authority])];
}

function asFile(certificates: readonly string[]): BroughtFile {
  return { name: t('the authority'), bytes: Buffer.from(certificates.join('')) };
}
