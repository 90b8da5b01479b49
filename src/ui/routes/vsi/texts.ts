import { openToInternet, rangeFrom } from '../../../setup/ranges';
import { jumpHosts } from '../../../ssh/proxyJump';
import { t } from '../../../model/l10n';
import { hostProblem } from '../../prompts/loginQuestion';

/** What the user has to type when everyone may SSH in. */
export const openConfirmation = t('open to the internet');

/** What is typed, by what was answered before. */
export const textQuestions = {
  'typed-range': {
    prompt: t('Who may SSH in: an IPv4 address or a range'),
    placeholder: t('203.0.113.7 or 203.0.113.0/24'),
    check: (text: string) => {
      const range = rangeFrom(text);
      if (range === undefined) {
        return t('Type an IPv4 address such as 203.0.113.7, or a range such as 203.0.113.0/24.');
      }
      return openToInternet(range) ? t('That is open to strangers. Go back and choose the whole internet if you mean it.') : undefined;
    },
  },
  'anyone': {
    prompt: t('Everyone on the internet could try to sign in. Type "{0}" to confirm', openConfirmation),
    placeholder: openConfirmation,
    check: (text: string) => text.trim() === openConfirmation ? undefined : t('Type "{0}", or go back.', openConfirmation),
  },
  'bastion': {
    prompt: t('The bastion: user@host, or a name of your SSH configuration; several in their order, with commas'),
    placeholder: 'admin@203.0.113.20',
    check: (text: string) => jumpHosts(text) === undefined ? t('Type a host such as admin@203.0.113.20, or several with commas.') : undefined,
  },
  'address': {
    prompt: t('The address at which you reach the virtual server'),
    placeholder: '10.240.0.4',
    check: hostProblem,
  },
} as const;
