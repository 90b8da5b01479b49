import { fallback, nullish, object, safeParse, string } from 'valibot';
import { Secret } from '../../model/secret';
import { t } from '../../model/l10n';
import type { CredentialKind } from '../../model/service';

const maybeText = fallback(nullish(string()), undefined);

// No full sample of a Gen 2 credential is published, so the key is taken from each place where any generation is documented to have it.
const credentialDocument = object({ api_key: maybeText, apikey: maybeText, password: maybeText });

/** The API key that clients give as the password of SASL PLAIN. */
export const apiKeyCredential: CredentialKind = {
  roles: ['Reader', 'Writer', 'Manager'],
  // Source: https://cloud.ibm.com/docs/EventStreams?topic=EventStreams-security
  roleWords: {
    Reader: t('reads messages'), Writer: t('reads and writes messages'), Manager: t('also makes, changes and deletes topics'),
  },
  usualRole: 'Writer',
  variable: 'EVENT_STREAMS_API_KEY',
  givesTokens: true,
  secretOf(credentials) {
    const read = safeParse(credentialDocument, credentials);
    const key = read.success ? [read.output.api_key, read.output.apikey, read.output.password].find(isShown) : undefined;
    return key === undefined ? undefined : new Secret(key);
  },
};

/** The cloud writes a mark such as `REDACTED_EXPLICIT` in place of what it does not show. */
function isShown(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text !== '' && !text.startsWith('REDACTED');
}
