import { t } from './l10n';
import { visible } from './text';

/** The longest common name. Source: RFC 5280, appendix A.1 (ub-common-name) */
const longest = 64;

/** Why a certificate is not made out to a name; undefined where it can be. What is not seen in it would tell nobody from nobody. */
export function unfitPersonName(text: string): string | undefined {
  const name = text.trim();
  return name === '' || Array.from(name).length > longest || visible(name) !== name
    ? t('Type a name of 1 to {0} letters, digits, dots, dashes and spaces.', longest) : undefined;
}
