import type { SnippetsEntry } from '../../../../src/snippets/list';
import type { ProofEntry } from '../../../../src/ui/proofs/proof';
import { MemberProbe } from '../../../../src/diagnose/memberProbe';
import { Talk } from './talk';

export const echoSnippets: SnippetsEntry = {
  service: 'made-up',
  load: () => Promise.resolve(({ instanceName, members, place }) => [{
    client: 'shout', title: 'Shout', language: 'shellscript', fileName: 'shout.sh', commentMark: '#', runsOn: place.runsOn, usage: ['sh shout.sh'],
    text: `# ${instanceName}\nopenssl s_client -connect ${members[0]?.host ?? ''}:${members[0]?.port ?? ''}\n`,
  }]),
};

export const echoProof: ProofEntry = {
  service: 'made-up',
  load: () => Promise.resolve({
    ask: () => Promise.resolve(async ({ network, members, secret, authorities }, signal) => {
      const [member] = members;
      if (member === undefined) {
        throw new TypeError('there is nobody to talk to');
      }
      const probe = new MemberProbe(member, { network, authorities, milliseconds: 5000 });
      try {
        await probe.resolve(signal);
        await probe.connect(signal);
        await probe.secure(signal);
        const talk = new Talk(probe.stream);
        await talk.signIn(secret, signal);
        return `It said ${await talk.say('is anybody there?', signal)}`;
      } finally {
        probe.close();
      }
    }),
  }),
};
