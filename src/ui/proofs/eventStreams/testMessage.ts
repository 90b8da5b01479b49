import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import type { Proof, ProofTools } from '../proof';
import { askTopic } from './askTopic';

/** Sends a message and reads it back, with a real client library. The only thing that writes to Kafka. */
export const testMessage: Proof = {
  async ask(prompter, grounds) {
    const destination = await askTopic(prompter, grounds);
    return destination === undefined ? undefined : (tools, signal) => send(destination.topic, tools, signal);
  },
};

async function send(topic: string | undefined, { network, through, members, secret, authorities }: ProofTools, signal: AbortSignal): Promise<string> {
  const { sendTestMessage } = await import('../../../kafka/testMessage');
  const sent = await sendTestMessage({ brokers: members, network, apiKey: secret, authorities, topic }, signal);
  const where = sent.scratch ? t('a scratch topic, which is deleted again') : `"${visible(sent.topic, 80)}"`;
  const place = t('{0} (partition {1}, offset {2})', where, sent.partition, visible(sent.offset, 20));
  return t('Sent to {0} and read back in {1} ms through {2}: "{3}"', place, Math.round(sent.roundTripMs), through, visible(sent.text, 120));
}
