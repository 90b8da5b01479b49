import { dirname } from 'node:path';
import type { Snippet } from '../../../src/model/snippet';
import type { LabClient } from '../client';
import { cameBack, kafkaScripts, typed, type ClientResult } from '../kafka/clients';
import type { Tools } from '../kafka/tools';
import type { Shell } from './shell';

/** As if Kafka had been unpacked on the server: its jars, without a copy of them, and its scripts. */
export async function installKafkaTools(lab: LabClient, serverName: string, { classPath }: Tools): Promise<void> {
  const jars = dirname(classPath.split(':').at(-1) ?? '');
  const scripts = kafkaScripts('/opt/kafka/*').map(([name, text]) => `cat >/usr/local/bin/${name} <<'END'\n${text}END\nchmod 755 /usr/local/bin/${name}\n`);
  const host = await lab.hostNamed(serverName);
  const { code, error } = await lab.run(host.id, ['sh', '-e'], { input: `mkdir -p /opt/kafka\nmount --bind '${jars}' /opt/kafka\n${scripts.join('')}` });
  if (code !== 0) throw new Error(`Kafka's tools are not on ${serverName}: ${error}`);
}

/** Sends one message on the server and reads it back, by the configuration and the commands alone. */
export async function roundTripOnServer(shell: Shell, snippet: Snippet, environment: Readonly<Record<string, string>>): Promise<ClientResult> {
  const message = `message-${Math.random().toString(36).slice(2)}`;
  await shell.write(snippet.fileName, snippet.text);
  const { out, error } = await shell.run(typed(snippet.usage, message, 30), environment);
  return { returned: cameBack(out, message), said: `${out}\n${error}` };
}
