import { t } from '../../model/l10n';
import type { Snippet } from '../../model/snippet';
import { comment, pythonString } from '../escape';
import { notesOf } from '../withUsage';
import { apiKeyGrant, bootstrapOf, tokenNotes, tokenUrl, variableOf, type KafkaRequest, type TokenRequest } from './parts';

const commentMark = '#';

/** How it signs in, in Python. */
interface SignIn {
  readonly imports: readonly string[];
  /** Lines before the configuration. */
  readonly before: readonly string[];
  /** Of the configuration. */
  readonly lines: readonly string[];
}

/** A program for confluent-kafka that sends one message and reads what the topic holds until that message comes by. */
export function python(request: KafkaRequest): Snippet {
  const fileName = 'client.py';
  return {
    client: 'python', title: t('Python (confluent-kafka)'), language: 'python', fileName, commentMark, runsOn: request.place.runsOn,
    text: program(request, [`# ${comment(request.instanceName)}: Python, confluent-kafka 2`, ...notesOf(request, fileName, commentMark)], {
      imports: [], before: [],
      lines: ['    \'sasl.mechanisms\': \'PLAIN\',', '    \'sasl.username\': \'token\',', `    'sasl.password': ${keyIn(request)},`],
    }),
    usage: ['pip install confluent-kafka', `python ${fileName}`],
  };
}

/** The same with IAM's tokens: https://docs.confluent.io/platform/current/clients/confluent-kafka-python/html/index.html (`oauth_cb`). */
export function pythonWithTokens(request: TokenRequest): Snippet {
  const fileName = 'client_iam.py';
  const top = [
    `# ${comment(request.instanceName)}: Python, confluent-kafka 2, with IAM tokens`, ...notesOf(request, fileName, commentMark),
    ...tokenNotes(request).map((note) => `# ${comment(note)}`),
  ];
  return {
    client: 'python-iam', title: t('Python, IAM token (OAUTHBEARER)'), language: 'python', fileName, commentMark, runsOn: request.place.runsOn,
    text: program(request, top, {
      imports: ['import json', 'import urllib.parse', 'import urllib.request'],
      before: provider(request), lines: ['    \'sasl.mechanisms\': \'OAUTHBEARER\',', '    \'oauth_cb\': token,'],
    }),
    usage: ['pip install confluent-kafka', `python ${fileName}`],
  };
}

function provider(request: TokenRequest): string[] {
  return [
    '# The library asks for a token when it starts, and again shortly before the end of the one that it has.',
    'def token(_):',
    `    body = urllib.parse.urlencode({'grant_type': '${apiKeyGrant}', 'apikey': ${keyIn(request)}})`,
    `    with urllib.request.urlopen(${pythonString(tokenUrl(request))}, body.encode(), timeout=10) as answer:`,
    '        read = json.load(answer)',
    '    return read[\'access_token\'], read[\'expiration\']',
    '',
    '',
  ];
}

function keyIn(request: KafkaRequest): string {
  const { secretFrom } = request;
  return secretFrom.kind === 'environment'
    ? `os.environ[${pythonString(variableOf(request))}]` : `pathlib.Path(${pythonString(secretFrom.path)}).read_text().strip()`;
}

function program(request: KafkaRequest, top: readonly string[], { imports, before, lines }: SignIn): string {
  const { authoritiesFile, secretFrom, topic } = request;
  return [
    ...top,
    ...[secretFrom.kind === 'environment' ? 'import os' : 'import pathlib', 'import sys', 'import time', ...imports].sort(),
    '',
    'from confluent_kafka import Consumer, Producer',
    '',
    ...before,
    'config = {',
    `    'bootstrap.servers': ${pythonString(bootstrapOf(request))},`,
    '    \'security.protocol\': \'SASL_SSL\',',
    ...lines,
    '    \'ssl.endpoint.identification.algorithm\': \'https\',',
    ...(authoritiesFile === undefined ? [] : [`    'ssl.ca.location': ${pythonString(authoritiesFile)},`]),
    '}',
    '',
    ...roundTrip(topic),
    '',
  ].join('\n');
}

function roundTrip(topic: string): string[] {
  return [
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
}
