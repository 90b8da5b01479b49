import assert from 'node:assert/strict';
import { serviceOf, type Kinds } from '../../../../src/ui/kinds';
import type { ConnectDependencies } from '../../../../src/ui/prompts/connectPrivately';
import type { Session } from '../../../../src/ui/session/session';
import type { ScriptedPrompter } from './scriptedPrompter';

/** What the questions of Connect Privately are asked with in a session, when a test has the instance and a person who answers. */
export function connectTools({ cloud, environment, account, secrets }: Session, kinds: Kinds, prompter: ScriptedPrompter): ConnectDependencies {
  return {
    prompter, cloud, environment, secrets, accountId: account.accountId, who: account.label, credentialRole: 'Manager',
    editor: { chooseFiles: () => assert.fail('no file is asked for'), confirm: () => assert.fail('nothing is confirmed') },
    routes: kinds.routeQuestions, whichInstance: '', instances: () => Promise.resolve([]), serviceOf: (of) => serviceOf(kinds, of),
  };
}
