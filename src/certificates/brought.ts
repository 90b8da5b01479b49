import { wordsOf } from '../base/words';
import { t } from '../model/l10n';
import type { Secret } from '../model/secret';
import { visible } from '../model/text';
import { blocksOf, textOf, type Block } from './blocks';
import { readKey, readKeyBytes, type BroughtKey } from './broughtKey';
import { readCertificate, type Certificate } from './certificate';
import { refused, told, type Finding } from './finding';
import { otherBlock, otherContent } from './otherFiles';
import type { X509 } from './x509';

/** A file as a person chose it. */
export interface BroughtFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What files hold, each thing once, in the order in which it came. */
export interface Brought {
  readonly certificates: readonly Certificate[];
  readonly keys: readonly BroughtKey[];
  /** Keys that could not be read. */
  readonly closed: readonly Finding[];
  /** Certificates that could not be read. */
  readonly damaged: readonly Finding[];
  /** What else was there. Neither hinders, where what is needed was there as well. */
  readonly others: readonly Finding[];
}

/** A hundred times what a chain takes; whoever chose more chose another kind of file. */
const most = 1024 * 1024;

export function bring(x509: X509, files: readonly BroughtFile[], passphrase: Secret | undefined): Brought {
  const parts = files.flatMap((file) => partsOf(x509, file, passphrase));
  const certificates = parts.flatMap((part) => part.certificates ?? []);
  const keys = parts.flatMap(({ key }) => (key === undefined ? [] : [key]));
  return {
    certificates: onceEach(certificates), keys: onceEach(keys),
    closed: parts.flatMap(({ closed }) => closed ?? []),
    damaged: parts.flatMap((part) => part.damaged ?? []), others: parts.flatMap(({ other }) => other ?? []),
  };
}

interface Part {
  readonly certificates?: readonly Certificate[];
  readonly key?: BroughtKey;
  readonly closed?: Finding;
  readonly damaged?: Finding;
  readonly other?: Finding | undefined;
}

function partsOf(x509: X509, { name, bytes }: BroughtFile, passphrase: Secret | undefined): readonly Part[] {
  const [file, content] = [visible(name, 100), Buffer.from(bytes)];
  if (content.length > most) {
    const why = t('{0} has {1} MB: certificates and keys have some thousand bytes.', file, Math.ceil(content.length / most));
    return [{ other: told('file.too-large', { why, next: t('Choose the files of the certificates and the key.') }) }];
  }
  const blocks = blocksOf(content);
  return blocks.length === 0 ? [{ other: otherContent(content, textOf(content), file) }] : blocks.map((block) => partOf(x509, block, file, passphrase));
}

function partOf(x509: X509, block: Block, file: string, passphrase: Secret | undefined): Part {
  if (block.label === '') return bytesPart(x509, block.bytes, file);
  if (block.label.endsWith('PRIVATE KEY') && block.label !== 'OPENSSH PRIVATE KEY') return keyPart(block, file, passphrase);
  if (/^(?:X509 |TRUSTED )?CERTIFICATE$/.test(block.label)) return certificatePart(x509, block, file);
  return /^(?:PKCS7|CMS)$/.test(block.label) ? { certificates: inPkcs7(x509, block.bytes) } : { other: otherBlock(block.label, file) };
}

function certificatePart(x509: X509, { bytes, isDamaged }: Block, file: string): Part {
  try {
    if (!isDamaged) return { certificates: [readCertificate(x509, bytes)] };
    return { damaged: damaged(file, t('its end is missing, or something else stands in it')) };
  } catch (error) {
    return { damaged: damaged(file, wordsOf(error)) };
  }
}

function damaged(file: string, said: string): Finding {
  return told('certificate.damaged', {
    why: t('A certificate in {0} cannot be read: {1}.', file, said), next: t('Copy the file anew, whole, from where it was made.'),
  });
}

function keyPart(block: Block, file: string, passphrase: Secret | undefined): Part {
  const read = block.isDamaged ? { kind: 'damaged' } as const : readKey(block, passphrase);
  switch (read.kind) {
    case 'key': return { key: read.key };
    case 'protected': return { closed: read.tried ? wrongPassphrase(file) : protectedKey(file) };
    case 'foreign-cipher': return { closed: refused('key.cipher', {
      why: t('The key in {0} is encrypted with a cipher that cannot be read here.', file), next: open(file),
    }) };
    case 'damaged': return { closed: refused('key.damaged', {
      why: t('The key in {0} cannot be read: something of it is missing or was changed.', file),
      next: t('Copy the file anew, whole, from where the key was made.'),
    }) };
  }
}

function protectedKey(file: string): Finding {
  return refused('key.protected', {
    why: t('The key in {0} is encrypted, and Secrets Manager takes unencrypted keys alone.', file), next: t('Type its passphrase. {0}', open(file)),
  });
}

function wrongPassphrase(file: string): Finding {
  return refused('key.wrong-passphrase', { why: t('The passphrase does not open the key in {0}.', file), next: t('Type it again. {0}', open(file)) });
}

function open(file: string): string {
  return t('Or decrypt it with "openssl pkey -in {0} -out open.key", and bring that file.', file);
}

function bytesPart(x509: X509, bytes: Buffer, file: string): Part {
  const key = readKeyBytes(bytes);
  if (key !== undefined) return { key };
  try {
    return { certificates: [readCertificate(x509, bytes)] };
  } catch (error) {
    const found = inPkcs7(x509, bytes);
    return found.length > 0 ? { certificates: found } : { other: otherContent(bytes, wordsOf(error), file) };
  }
}

/** The certificates of a PKCS 7 file (.p7b); none where it is no such file. */
function inPkcs7(x509: X509, bytes: Buffer): readonly Certificate[] {
  try {
    return [...new x509.X509Certificates(bytes)].map((each) => readCertificate(x509, Buffer.from(each.rawData)));
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

function onceEach<Thing extends { readonly id: string }>(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}
