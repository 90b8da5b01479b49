import type { Check } from '../../../../src/diagnose/checks/check';
import { notAsked } from '../../../../src/diagnose/checks/check';
import { eachMember, fold } from '../../../../src/diagnose/checks/eachMember';
import type { ServiceChecksEntry } from '../../../../src/diagnose/services/serviceChecks';
import { Talk } from './talk';

/** Does a caller take the secret, and as whom? */
const signIn: Check = {
  id: 'echo-sign-in',
  title: 'Sign-in to the hall',
  dependsOn: ['tls'],
  async run(context, signal) {
    const { probes, secret, instance, explain } = context;
    if (secret === undefined) {
      return notAsked;
    }
    const outcomes = await eachMember(probes, async (probe) => [`signed in as ${await new Talk(probe.stream).signIn(secret, signal)}`]);
    context.learnt({ identity: { label: 'Hall', value: instance.name }, members: instance.members });
    return fold(outcomes, { passed: `${outcomes.length} callers let one in`, some: 'callers let one in' }, explain);
  },
};

/** Each caller under its own name, from its name on. */
const everyCaller: Check = {
  id: 'every-caller',
  title: 'Every caller',
  dependsOn: ['echo-sign-in'],
  async run(context, signal) {
    const { instance, secret, explain } = context;
    if (secret === undefined) {
      return notAsked;
    }
    const outcomes = await eachMember(instance.members.map((member) => context.probe(member)), async (each) => {
      await each.resolve(signal);
      await each.connect(signal);
      await each.secure(signal);
      const talk = new Talk(each.stream);
      await talk.signIn(secret, signal);
      return [`says ${await talk.say('hello', signal)}`];
    });
    return fold(outcomes, { passed: 'every caller answers', some: 'callers answer' }, explain);
  },
};

export const echoChecks: ServiceChecksEntry = {
  service: 'made-up',
  load: () => Promise.resolve({ ladder: () => [signIn, everyCaller], explanations: {}, provesMembers: everyCaller.id }),
};
