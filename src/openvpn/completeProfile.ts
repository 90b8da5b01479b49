import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { Secret } from '../model/secret';
import { isCutOff, replaced, setsOption, withOption } from './editProfile';
import { isPlaceholder } from './placeholders';
import { partsOf } from './profileText';
import { lineOfWords } from './profileWords';

/** Who connects: a certificate (with its intermediates, PEM) and its key inside the profile, or the paths of their files. */
export type Identity =
  | { readonly kind: 'inside'; readonly certificate: string; readonly key: Secret }
  | { readonly kind: 'by-path'; readonly certificate: string; readonly key: string };

/** What a VPN server's client shows: a certificate, a passcode, or both. */
export interface Completion {
  readonly identity?: Identity | undefined;
  readonly signsIn: boolean;
}

/**
 * The profile that a VPN client takes, made of the cloud's: with certificate and key where it leaves room for them, and asking for
 * user and passcode where it does not yet. Name servers and routes are not in it, since the server sends them. All else is as it
 * was, byte for byte; completed twice it is the same as once. A secret, since the key may be in it.
 */
export function completeProfile(profile: string | Secret, { identity, signsIn }: Completion): Secret {
  const given = typeof profile === 'string' ? profile : profile.reveal();
  if (isCutOff(given)) {
    throw new Failure({
      code: 'openvpn.profile-cut-off', what: t('Could not complete the VPN profile'), why: t('It ends in the middle of a certificate or key.'),
      next: t('Save the profile again.'),
    });
  }
  const withIdentity = identity === undefined ? given : withPart(withPart(given, 'cert', certificatePart(identity)), 'key', keyPart(identity));
  const asksAlready = partsOf(withIdentity).some((part) => setsOption(part, 'auth-user-pass'));
  return new Secret(signsIn && !asksAlready ? withOption(withIdentity, ['auth-user-pass']) : withIdentity);
}

function withPart(profile: string, name: 'cert' | 'key', text: string): string {
  return replaced(profile, (part) => setsOption(part, name) || isPlaceholder(part, name), text);
}

function certificatePart(identity: Identity): string {
  return identity.kind === 'by-path' ? lineOfWords(['cert', identity.certificate]) : blockOf('cert', identity.certificate, 'CERTIFICATE');
}

function keyPart(identity: Identity): string {
  return identity.kind === 'by-path' ? lineOfWords(['key', identity.key]) : blockOf('key', identity.key.reveal(), 'PRIVATE KEY');
}

/** Only the PEM blocks of the text: what stands around them could end the block in the profile. */
function blockOf(name: string, text: string, label: string): string {
  const blocks = text.match(new RegExp(`-----BEGIN (?:[A-Z0-9]+ )*${label}-----\\r?\\n[A-Za-z0-9+/=\\s:,-]+?-----END (?:[A-Z0-9]+ )*${label}-----`, 'g'));
  if (blocks === null) {
    throw new TypeError(`What is to be the ${name} of a profile is no PEM`);
  }
  return [`<${name}>`, ...blocks.map((block) => block.replace(/\r\n/g, '\n')), `</${name}>`].join('\n');
}
