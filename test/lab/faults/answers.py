# Answers for a resolver, wrongly where a rule says so:  ADDRESS,... PORT RULE...
# All else is asked of the true one at the same address and PORT. A RULE is JSON; the last one that has a name counts.
import ipaddress, json, socket, socketserver, struct, sys, threading, time

CODES = {'no-data': 0, 'servfail': 2, 'nxdomain': 3, 'refused': 5}
TRUNCATED, A = 0x0200, 1
LIMIT = 5

addresses, true_port, rules = sys.argv[1].split(','), int(sys.argv[2]), [json.loads(rule) for rule in sys.argv[3:]]


def question(query):
    """The name that is asked for, what of it, and where the question ends."""
    labels, at = [], 12
    while query[at] != 0:
        labels.append(query[at + 1:at + 1 + query[at]].decode('latin-1').lower())
        at += 1 + query[at]
    return '.'.join(labels), struct.unpack_from('>H', query, at + 1)[0], at + 5


def matches(name, pattern):
    return pattern == '*.' or name == pattern or pattern.startswith('*.') and name.endswith(pattern[1:])


def reply(query, end, code=0, flags=0, records=b'', count=0):
    asked, = struct.unpack_from('>H', query, 2)
    return query[:2] + struct.pack('>HHHHH', 0x8080 | asked & 0x0100 | flags | code, 1, count, 0, 0) + query[12:end] + records


def asked_of_true(query, address):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as true:
        true.settimeout(LIMIT)
        true.connect((address, true_port))
        true.send(query)
        return true.recv(65535)


def answer(query, address, over_tcp):
    """None is silence."""
    name, kind, end = question(query)
    rule = next((rule for rule in reversed(rules) if any(matches(name, pattern.lower()) for pattern in rule['names'])), {'answer': 'true'})
    what = rule['answer']
    if what in CODES:
        return reply(query, end, code=CODES[what])
    if what == 'silent':
        return None
    if what == 'garbage':
        return reply(query, end, records=b'\xff' * 40, count=3)
    if what == 'truncated' and not over_tcp:
        return reply(query, end, flags=TRUNCATED)
    if what == 'address':
        record = b'\xc0\x0c' + struct.pack('>HHIH', A, 1, 60, 4) + ipaddress.ip_address(rule['address']).packed
        return reply(query, end, records=record, count=1) if kind == A else reply(query, end)
    if what == 'late':
        time.sleep(rule['ms'] / 1000)
    return asked_of_true(query, address)


class OverUdp(socketserver.BaseRequestHandler):
    def handle(self):
        query, port = self.request
        said = answer(query, self.server.server_address[0], False)
        if said is not None:
            port.sendto(said, self.client_address)


class OverTcp(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.settimeout(LIMIT)
        stream = self.request.makefile('rb')
        while len(length := stream.read(2)) == 2:
            said = answer(stream.read(*struct.unpack('>H', length)), self.server.server_address[0], True)
            if said is not None:
                self.request.sendall(struct.pack('>H', len(said)) + said)


class TcpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True


for each in addresses:
    for server in (socketserver.ThreadingUDPServer((each, 53), OverUdp), TcpServer((each, 53), OverTcp)):
        threading.Thread(target=server.serve_forever).start()
print('ready', flush=True)
