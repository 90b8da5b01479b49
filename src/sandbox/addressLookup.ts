import type { Reply } from './http/reply';
import type { Api } from './http/api';

/** Answers with the caller's public address as plain text, as such pages on the internet do. */
export function addressLookupApi(address: string): Api {
  return {
    name: 'addressLookup',
    basePath: '/address',
    handle: (): Promise<Reply> => Promise.resolve({ status: 200, text: `${address}\n` }),
    refuse: ({ status, message }) => ({ status, text: message }),
  };
}
