"""A client of GDB's remote protocol that can also misbehave: `gdb_peer.py PORT CASE` prints what came of it."""

import random
import socket
import sys


class Peer:
    def __init__(self, port, acknowledges=False):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.acknowledges = True
        if not acknowledges:
            assert self.ask("QStartNoAckMode") == "OK"
            self.acknowledges = False

    @staticmethod
    def frame(text):
        contents = text.encode("latin1")
        return b"$" + contents + b"#%02x" % (sum(contents) & 255)

    def put(self, text):
        self.socket.sendall(self.frame(text))

    def get(self):
        while True:
            start = self.buffer.find(b"$")
            end = self.buffer.find(b"#", start)
            if start >= 0 and end >= 0 and len(self.buffer) >= end + 3:
                contents = self.buffer[start + 1 : end]
                assert int(self.buffer[end + 1 : end + 3], 16) == sum(contents) & 255
                self.buffer = self.buffer[end + 3 :]
                if self.acknowledges:
                    self.socket.sendall(b"+")
                return contents.decode("latin1")
            data = self.socket.recv(65536)
            if not data:
                raise EOFError
            self.buffer += data

    def ask(self, text):
        self.put(text)
        return self.get()

    def go(self, text):
        """The stop reply, and what was said before it."""
        self.put(text)
        return self.stop()

    def stop(self):
        said = ""
        while True:
            answer = self.get()
            if answer[:1] != "O" or answer == "OK":
                return answer, said
            said += bytes.fromhex(answer[1:]).decode()

    def monitor(self, text):
        answer, said = self.go("qRcmd," + text.encode().hex())
        return said if answer == "OK" else answer + " " + said

    def is_thread(self, name):
        return self.ask("qC") == "QC" + name and self.ask("T" + name) == "OK"

    def is_quiet(self):
        """Nothing more comes: what is asked next is what is answered next."""
        return self.ask("qC") == "QC1"


def dialogue(peer):
    """What GDB asks at the start, and one of everything."""
    print(peer.ask("qSupported:multiprocess+;swbreak+;hwbreak+").split(";")[0])
    print(repr(peer.ask("vMustReplyEmpty")), peer.ask("!"), peer.ask("Hg0"), peer.ask("qAttached"), peer.ask("vCont?"))
    print(peer.ask("?")[:3], peer.ask("qfThreadInfo"), peer.ask("qsThreadInfo"))
    xml = peer.ask("qXfer:features:read:target.xml:0,1000")
    print(xml[0], "m-profile" in xml, "nanocoulombs" in xml, peer.ask("qXfer:features:read:target.xml:ffffff,10"))
    registers = peer.ask("g")
    print(len(registers), registers[:8], peer.ask("pf") == registers[120:128], peer.ask("p13"), peer.ask("pffff"))
    print(peer.ask("m7fc0000,4"), peer.ask("m30000000,4"), peer.ask("m7fc0000"), peer.ask("mffffffff,4"))
    print(peer.ask("M7fc8000,4:11223344"), peer.ask("m7fc8000,4"), peer.ask("X7fc8000,2:ab"), peer.ask("m7fc8000,4"))
    print(peer.ask("M8000000,1:00"), peer.ask("M30000000,1:00"), peer.ask("M7fc8000,2:11"), peer.ask("X7fc8000,0:"))
    print(peer.ask("P4=78563412"), peer.ask("p4"), peer.ask("P17=00000000"), peer.ask("P4=1"))
    print(peer.go("vCont;s:1;c")[0][:3], peer.go("s")[0][:3], peer.go("bs")[0][:3], peer.go("bs")[0][:3])
    print("replaylog:begin" in peer.go("bc")[0], peer.ask("qC"))
    print(peer.ask("vFlashErase:8000000,1000"), peer.ask("vFlashWrite:8000010:abcd"), peer.ask("vFlashDone"))
    print(peer.ask("m8000010,6"), peer.ask("vFlashErase:7fc0000,1000"), peer.ask("vFlashWrite:30000000:ab"))
    print(peer.ask("Z1,7fc0352,2"), peer.ask("Z1,7fc0352,2"), peer.ask("z1,7fc0352,2"), peer.ask("Z9,0,0"), peer.ask("Z0,zz"))
    print(peer.ask("Z2,1,ffffffffffffffff"), peer.ask("z2,ffffffff,2"), peer.ask("Z2,0,100000000"))
    print(peer.ask("vRun;")[:3], peer.ask("D"))
    # Whoever has let it go may want it again.
    print(peer.ask("vRun;")[:3])
    peer.socket.sendall(peer.frame("c") + b"$qC#b4-\x03")
    print(peer.stop()[0][:3], peer.get())


def interrupts(peer):
    """One stop for each time that it goes on, whenever 0x03 comes."""
    count = 0
    for _ in range(200):
        peer.socket.sendall(peer.frame("c") + b"\x03" * random.randint(1, 3))
        assert peer.stop()[0][:3] == "T02"
        assert peer.is_quiet()
        peer.socket.sendall(b"\x03")
        assert peer.is_quiet()
        count += 1
    print(count)


def noise(peer):
    """Packets of nonsense: whatever comes, it goes on answering."""
    random.seed(1)
    letters = "?!gGmMpPzZcsbvqQXHTDRAkd0123456789abcdef,;:=#*}"
    for count in range(20_000):
        text = "".join(random.choice(letters) for _ in range(random.randint(0, 12)))
        text = text.replace("#", "").replace("}", "")
        # What ends the run, resets it or lets it run is tried elsewhere.
        if text[:1] in tuple("kDRcCsSb"):
            continue
        peer.put(text)
        if count % 100 == 0:
            peer.put("qC")
            while peer.get() != "QC1":
                pass
    print("answered")
    peer.socket.sendall(bytes(random.randrange(256) for _ in range(1_000_000)).replace(b"\x03", b"") + b"#00")
    peer.buffer = b""
    peer.put("qC")
    while peer.get() != "QC1":
        pass
    print("still there")


def pieces(peer):
    """Packets byte by byte, and many at once."""
    for byte in peer.frame("qC"):
        peer.socket.sendall(bytes([byte]))
    print(peer.get())
    peer.socket.sendall(b"".join(peer.frame("p%x" % (n % 16)) for n in range(5_000)))
    print(sum(len(peer.get()) == 8 for _ in range(5_000)))
    peer.socket.sendall(b"$qC#00" + peer.frame("qC"))
    print(peer.get())


def acknowledged(peer):
    """With acknowledgements: a wrong checksum is asked for again, and an answer can be."""
    peer.socket.sendall(b"$qC#00")
    while b"-" not in peer.buffer:
        peer.buffer += peer.socket.recv(100)
    peer.buffer = b""
    print(peer.ask("qC"))
    peer.socket.sendall(b"-")
    print(peer.get())


def observer(peer):
    """A second client looks while the first one runs, and changes nothing."""
    port = peer.socket.getpeername()[1]
    second = Peer(port)
    print(second.ask("?")[:3], second.ask("c"), second.ask("P4=00000000"), second.ask("M7fc8000,1:00"), second.ask("vRun;"))
    peer.put("c")
    words = {second.ask("m7fc0000,4") for _ in range(100)}
    ticks = [int.from_bytes(bytes.fromhex(second.ask("p16")), "little") for _ in range(100)]
    print(len(words) <= 2, ticks == sorted(ticks) and ticks[-1] > ticks[0])
    second.socket.close()
    peer.socket.sendall(b"\x03")
    print(peer.stop()[0][:3])


def speed(peer):
    """A breakpoint with a condition is asked a million times while the band runs, not the client."""
    # Register 4 (r4) equals 0x12345678: never.
    condition = "260004" + "2412345678" + "13" + "27"
    print(peer.ask("Z1,%s,2;Xa,%s" % (sys.argv[3], condition)), peer.monitor("break time 1h").split()[0])
    print(peer.go("c")[0][:3])


def threads(peer):
    """Threads of a kernel: the core before the first one, then three."""
    print(peer.ask("qC"), peer.ask("qfThreadInfo"), peer.ask("qsThreadInfo"), peer.ask("Hg0"), peer.ask("Hg1234"))
    peer.ask("Z1,%s,2" % sys.argv[3])
    stop = peer.go("c")[0]
    peer.ask("z1,%s,2" % sys.argv[3])
    here = stop.split("thread:")[1].split(";")[0]
    ids = peer.ask("qfThreadInfo")[1:].split(",")
    dead = [peer.ask("T" + name) for name in ("1", here, "dddddddd")]
    print(len(ids) == 3 and here in ids, peer.ask("qC") == "QC" + here, *dead)
    info = {name: bytes.fromhex(peer.ask("qThreadExtraInfo," + name)).decode() for name in ids}
    print(info[here])
    other = next(name for name in ids if info[name].startswith("alpha"))
    gamma = next(name for name in ids if info[name].startswith("gamma"))
    registers = peer.ask("g")
    # What is selected is for registers alone, until the next stop.
    print(peer.ask("Hgdddddddd"), peer.ask("Hg" + other), peer.ask("g") != registers,
          peer.ask("pf;thread:%s;" % here) == registers[120:128], peer.ask("pf") == peer.ask("pf;thread:%s;" % other))
    print(peer.ask("pf;thread:dddd;"), peer.ask("P4=78563412;thread:%s;" % gamma) == "OK"
          and peer.ask("p4;thread:%s;" % gamma) == "78563412", peer.ask("Pd=00000000;thread:%s;" % gamma))
    pc = peer.ask("pf;thread:%s;" % other)
    stop = peer.go("vCont;s:%s;c" % other)[0]
    print("thread:%s;" % other in stop, peer.ask("pf") != pc)
    # It ends though the thread that is to be stepped never runs.
    peer.put("vCont;s:%s;c" % gamma)
    peer.socket.sendall(b"\x03")
    stop = peer.stop()[0]
    here = stop.split("thread:")[1].split(";")[0]
    print(stop[:3] == "T02" and peer.is_thread(here), info[other].split(":")[0])
    print(peer.monitor("threads off") + peer.ask("qfThreadInfo"), peer.ask("qC"))


case = sys.argv[2]
if case == "probe":
    for _ in range(3):
        socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close()
    peer = Peer(int(sys.argv[1]))
    print(peer.ask("p16"))
    sys.exit()
peer = Peer(int(sys.argv[1]), acknowledges=case == "acknowledged")
globals()[case](peer)
