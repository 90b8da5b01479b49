import { openToInternet, rangeFrom } from '../../../setup/ranges';

/** What the user has to type when everyone may SSH in. */
export const openConfirmation = 'open to the internet';

/** What is typed, by what was answered before. */
export const textQuestions = {
  'typed-range': {
    prompt: 'Who may SSH in: an IPv4 address or a range',
    placeholder: '203.0.113.7 or 203.0.113.0/24',
    check: (text: string) => {
      const range = rangeFrom(text);
      if (range === undefined) {
        return 'Type an IPv4 address such as 203.0.113.7, or a range such as 203.0.113.0/24.';
      }
      return openToInternet(range) ? 'That is open to strangers. Go back and choose the whole internet if you mean it.' : undefined;
    },
  },
  'anyone': {
    prompt: `Everyone on the internet could try to sign in. Type "${openConfirmation}" to confirm`,
    placeholder: openConfirmation,
    check: (text: string) => text.trim() === openConfirmation ? undefined : `Type "${openConfirmation}", or go back.`,
  },
  'address': {
    prompt: 'The address at which you reach the virtual server',
    placeholder: '10.240.0.4',
    check: (text: string) => /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(text.trim()) ? undefined : 'Type an address or a host name.',
  },
} as const;
