import type { Token } from '../../cloud/iamService';
import type { TokenStore } from '../../cloud/tokens';

/** A token that no other window shares: each window has a sandbox of its own. */
export class MemoryTokens implements TokenStore {
  #token: Token | undefined;

  read(): Promise<Token | undefined> {
    return Promise.resolve(this.#token);
  }

  write(_signIn: string, token: Token): Promise<void> {
    this.#token = token;
    return Promise.resolve();
  }

  lock<Value>(work: () => Promise<Value>): Promise<Value> {
    return work();
  }
}
