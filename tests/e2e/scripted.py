"""A mail server on loopback that fails as it is told to, at any stage of the dialogue."""

import base64
import contextlib
import socket
import socketserver
import threading
import time

USER, PASSWORD = "us", "correct horse"
FAILED = {"421": "421 4.3.2 closing down", "450": "450 4.2.0 not now", "452": "452 4.3.1 no room",
          "550": "550 5.1.1 not here", "554": "554 5.3.0 never"}


class Over(Exception):
    """The connection is at its end."""


class Peer(socketserver.ThreadingTCPServer):
    """Answers well, except where `fault` says (stage, deed). Shows `contexts["good"]` unless told otherwise."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, contexts=None):
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.contexts = contexts
        self.fault = (None, None)
        self.spares = b"<pat@"  # whose mails no fault meets, and nobody counts; None: nobody's
        self.taken = []     # the bytes of every mail whose dot came
        self.in_clear = []  # commands that came without TLS
        self.commands = []
        self.welcomed = 0   # logins
        self.sockets = set()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def hang_up(self):
        """Ends every connection there is."""
        for each in list(self.sockets):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def stop(self):
        self.hang_up()
        self.shutdown()
        self.server_close()


class Dialogue(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.secure = False
        self.spared = False
        self.input = b""
        self.server.sockets.add(self.request)
        try:
            self.talk()
        except (Over, OSError):
            pass
        finally:
            self.server.sockets.discard(self.request)
            self.request.close()  # socketserver knows the socket only as it was before TLS

    @property
    def fault(self):
        """What is said of a mail that did not arrive is told to another, and is not what is tried here."""
        return (None, None) if self.spared else self.server.fault

    def talk(self):
        self.say("banner", "220 peer.example ESMTP")
        while True:
            line = self.line()
            verb = line.split(b" ")[0].upper()
            self.server.commands.append(line)
            if not self.secure:
                self.server.in_clear.append(line)
            act = getattr(self, "on_" + verb.decode("ascii", "replace").lower(), None)
            if act:
                act(line)
            else:
                self.send(b"502 5.5.2 unknown\r\n")

    def on_ehlo(self, _line):
        stage, deed = self.fault
        lines = ["peer.example", "SIZE 10000000"]
        if self.server.contexts and not self.secure and (stage, deed) != ("ehlo", "stripped"):
            lines.append("STARTTLS")
        if self.secure and (stage, deed) != ("auth", "not offered"):
            lines.append("AUTH PLAIN LOGIN")
        self.say("ehlo", "\r\n".join(f"250-{each}" for each in lines[:-1]) + f"\r\n250 {lines[-1]}")

    def on_starttls(self, _line):
        self.say("starttls", "220 2.0.0 go ahead")
        stage, deed = self.fault
        name = deed if stage == "tls" and deed in self.server.contexts else "good"
        if stage == "tls" and name == "good":
            self.deed(deed, b"\x16\x03\x03\x20\x00")
        raw = self.request
        self.request = self.server.contexts[name].wrap_socket(raw, server_side=True)
        self.server.sockets.discard(raw)
        self.server.sockets.add(self.request)
        self.secure = True

    def on_auth(self, line):
        words = line.split(b" ")
        secret = words[2] if len(words) > 2 else b""
        if not secret:
            self.send(b"334 \r\n")
            secret = self.line()
        wanted = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode())
        if secret == wanted:
            self.server.welcomed += 1
        self.say("auth", "235 2.7.0 welcome" if secret == wanted else "535 5.7.8 wrong password")

    def on_mail(self, _line):
        self.spared = False
        self.say("mail", "250 2.1.0 ok")

    def on_rcpt(self, line):
        self.spared = self.server.spares is not None and self.server.spares in line.lower()
        self.say("rcpt", "250 2.1.5 ok")

    def on_data(self, _line):
        if not self.say("data", "354 go on"):
            return
        early = self.fault[0] == "body"
        if early:
            self.line()
            self.say("body", "")
        lines = []
        while (line := self.line()) != b".":
            lines.append(line[1:] if line.startswith(b".") else line)
        if not self.spared:
            self.server.taken.append(b"\r\n".join(lines) + b"\r\n")
        if not early:
            self.say("dot", "250 2.0.0 queued")
        if self.fault[0] == "after":
            self.deed(self.fault[1], b"250 2.0.0 once more\r\n")

    def on_quit(self, _line):
        self.say("quit", "221 2.0.0 bye")
        raise Over

    def say(self, stage, good):
        """The good answer, unless it is the turn of the fault; whether it was good."""
        if self.fault[0] != stage:
            self.send(good.encode() + b"\r\n")
            return True
        deed = self.fault[1]
        if deed == "stripped":
            self.send(good.encode() + b"\r\n")
            return True
        self.deed(deed, good.encode() + b"\r\n")
        return False

    def deed(self, deed, good):
        if deed in FAILED:
            self.send(FAILED[deed].encode() + b"\r\n")
            if deed == "421":
                raise Over
        elif deed == "drop":
            raise Over
        elif deed == "hang":
            self.wait_for_the_end()
        elif deed == "garbage":
            self.send(b"\x00\x9f\xffwhat is this?\r\n")
            self.wait_for_the_end()
        elif deed == "long line":
            self.send(good[:4] + b"x" * 200_000 + b"\r\n")
            self.wait_for_the_end()
        elif deed == "slow":
            for byte in good[:-2] + b" and so on" * 100:
                self.send(bytes([byte]))
                time.sleep(1)
        else:
            raise AssertionError(f"what is {deed}?")

    def send(self, data):
        self.request.sendall(data)

    def line(self):
        while b"\r\n" not in self.input:
            got = self.request.recv(65536)
            if not got:
                raise Over
            self.input += got
        line, self.input = self.input.split(b"\r\n", 1)
        return line

    def wait_for_the_end(self):
        while self.request.recv(65536):
            pass
        raise Over


@contextlib.contextmanager
def deaf_port():
    """A port that listens and accepts nobody: who calls it waits for a connection."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        callers = []
        for _ in range(4):
            caller = socket.socket()
            caller.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                caller.connect(listener.getsockname())
            callers.append(caller)
        yield listener.getsockname()[1]
        for caller in callers:
            caller.close()
