import type { Reply } from './http/reply';
import type { Service } from './http/service';

/** Answers with the caller's public address as plain text, as such pages on the internet do. */
export function addressLookupService(address: string): Service {
  return {
    name: 'addressLookup',
    basePath: '/address',
    handle: (): Promise<Reply> => Promise.resolve({ status: 200, text: `${address}\n` }),
    refuse: ({ status, message }) => ({ status, text: message }),
  };
}
