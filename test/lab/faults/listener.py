# Listens at a TCP port and behaves badly:  PORT silent|garbage|close|reset
import select, socket, struct, sys

GARBAGE = bytes(range(255, -1, -1)) * 4 + b'\r\n'
MOST_OPEN = 500

port, behaviour = int(sys.argv[1]), sys.argv[2]
server = socket.create_server(('0.0.0.0', port), backlog=100)
opened = []


def accept():
    connection, _ = server.accept()
    if behaviour == 'reset':
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    if behaviour in ('close', 'reset') or len(opened) >= MOST_OPEN:
        connection.close()
        return
    connection.setblocking(False)
    if behaviour == 'garbage':
        connection.send(GARBAGE)
    opened.append(connection)


def hear(connection):
    try:
        if connection.recv(65536):
            return
    except OSError:
        pass
    opened.remove(connection)
    connection.close()


print('ready', flush=True)
while True:
    for ready in select.select([server, *opened], [], [])[0]:
        try:
            accept() if ready is server else hear(ready)
        except OSError:
            # Gone before it was accepted, or before it was told anything.
            pass
