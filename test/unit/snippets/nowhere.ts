import type { ClientPlace } from '../../../src/model/snippet';

/** For tests in which it does not matter where a client runs; its notes are of a usual length. */
export const nowhere: ClientPlace = { runsOn: 'Runs nowhere', notes: (fileName) => ['Run it where you like.', `  scp -o UserKnownHostsFile=/${'a folder/'.repeat(40)} ${fileName} somebody@somewhere:`] };
