# Carries frames from each of two devices to the other, each so many milliseconds after it came:  DEVICE DEVICE MILLISECONDS...
import collections, select, socket, sys, time

PACKET, VNET_HEADERS, IGNORE_OUTGOING, EVERY_PROTOCOL = 263, 15, 23, 3
SEND_BUFFER_FORCE, RECEIVE_BUFFER_FORCE, BUFFER = 32, 33, 8 << 20
# What comes while so many wait is lost, as on a wire that is too slow.
MOST_WAITING = 5000
PAUSE = 0.005


class Port:
    def __init__(self, device):
        self.device = device
        self.open()

    def open(self):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        # A virtual wire carries packets without checksums, and several in one: what is still to be done is told before each.
        self.socket.setsockopt(PACKET, VNET_HEADERS, 1)
        self.socket.setsockopt(PACKET, IGNORE_OUTGOING, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, SEND_BUFFER_FORCE, BUFFER)
        self.socket.setsockopt(socket.SOL_SOCKET, RECEIVE_BUFFER_FORCE, BUFFER)
        self.socket.setblocking(False)
        self.socket.bind((self.device, EVERY_PROTOCOL))

    def fileno(self):
        return self.socket.fileno()

    def frame(self):
        try:
            return self.socket.recv(1 << 17)
        except BlockingIOError:
            return None
        except OSError:
            self.replace()

    def replace(self):
        """The device went down, or away with the host behind it: another of its name may come."""
        time.sleep(PAUSE)
        self.socket.close()
        try:
            self.open()
        except OSError:
            pass

    def send(self, frame):
        try:
            self.socket.send(frame)
        except OSError:
            # The cable is pulled, or the queue is full: lost.
            pass


one, other, delay = Port(sys.argv[1]), Port(sys.argv[2]), sum(map(int, sys.argv[3:])) / 1000
opposite = {one: other, other: one}
waiting = collections.deque()
print('ready', flush=True)
while True:
    ready, _, _ = select.select([one, other], [], [], max(0, waiting[0][0] - time.monotonic()) if waiting else None)
    for port in ready:
        frame = port.frame()
        if frame is not None and len(waiting) < MOST_WAITING:
            waiting.append((time.monotonic() + delay, opposite[port], frame))
    while waiting and waiting[0][0] <= time.monotonic():
        _, port, frame = waiting.popleft()
        port.send(frame)
