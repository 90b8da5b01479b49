import type { Snippet } from '../../model/snippet';
import { comment, pythonString } from '../escape';
import { notesOf } from '../withUsage';
import { bootstrapOf, variableOf, type KafkaRequest } from './parts';

const fileName = 'client.py';
const commentMark = '#';

/** A program for confluent-kafka that sends one message and reads what the topic holds until that message comes by. */
export function python(request: KafkaRequest): Snippet {
  const { authoritiesFile, secretFrom, topic } = request;
  const inEnvironment = secretFrom.kind === 'environment';
  const password = inEnvironment
    ? `os.environ[${pythonString(variableOf(request))}]` : `pathlib.Path(${pythonString(secretFrom.path)}).read_text().strip()`;
  const lines = [
    `# ${comment(request.instanceName)}: Python, confluent-kafka 2`,
    ...notesOf(request, fileName, commentMark),
    inEnvironment ? 'import os' : 'import pathlib',
    'import sys',
    'import time',
    '',
    'from confluent_kafka import Consumer, Producer',
    '',
    'config = {',
    `    'bootstrap.servers': ${pythonString(bootstrapOf(request))},`,
    '    \'security.protocol\': \'SASL_SSL\',',
    '    \'sasl.mechanisms\': \'PLAIN\',',
    '    \'sasl.username\': \'token\',',
    `    'sasl.password': ${password},`,
    '    \'ssl.endpoint.identification.algorithm\': \'https\',',
    ...(authoritiesFile === undefined ? [] : [`    'ssl.ca.location': ${pythonString(authoritiesFile)},`]),
    '}',
    '',
    `topic = ${pythonString(topic)}`,
    'text = f\'hello {time.time()}\'',
    '',
    'failed = []',
    'producer = Producer(config | {\'acks\': \'all\', \'enable.idempotence\': True})',
    'producer.produce(topic, text, on_delivery=lambda error, _: error and failed.append(error))',
    'if producer.flush(30) or failed:',
    '    sys.exit(f\'not delivered: {failed}\')',
    '',
    'consumer = Consumer(config | {\'group.id\': f\'my-group-{time.time()}\', \'auto.offset.reset\': \'earliest\'})',
    'consumer.subscribe([topic])',
    'deadline = time.time() + 60',
    'while time.time() < deadline:',
    '    message = consumer.poll(1)',
    '    if message is not None and not message.error() and message.value() == text.encode():',
    '        print(f\'sent and read back: {text}\')',
    '        break',
    'else:',
    '    sys.exit(\'not read back\')',
    'consumer.close()',
  ];
  return {
    client: 'python', title: 'Python (confluent-kafka)', language: 'python', fileName, commentMark, runsOn: request.place.runsOn,
    text: `${lines.join('\n')}\n`, usage: ['pip install confluent-kafka', 'python client.py'],
  };
}
