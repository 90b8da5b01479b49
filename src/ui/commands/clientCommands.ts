import { Failure } from '../../model/failure';
import type { Handlers } from './handler';

type Id = 'privateConnect.copyClientConfiguration' | 'privateConnect.openClientConfiguration' | 'privateConnect.sendTestMessage';

const soon = (): Promise<never> => Promise.reject(new Failure({ code: 'ui.not-built', what: 'The command is not there yet', why: 'It is being built.', next: 'Wait for it.' }));

export const clientCommands: Handlers<Id> = {
  'privateConnect.copyClientConfiguration': { failed: 'Could not copy the client configuration', run: soon },
  'privateConnect.openClientConfiguration': { failed: 'Could not open the client configuration', run: soon },
  'privateConnect.sendTestMessage': { failed: 'Could not send the test message', run: soon },
};
