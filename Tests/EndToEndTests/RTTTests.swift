import Foundation
import Programs
import Testing

/// `--rtt`: SEGGER's channels in RAM, to the console and a TCP port.
@Suite struct RTTTests {
  /// Says a line that is longer than its ring, then answers each small letter with the capital one.
  private static let source = """
    #include <stdint.h>
    typedef struct {
      const char *name;
      char *buffer;
      uint32_t size;
      volatile uint32_t written, read;
      uint32_t flags;
    } Ring;
    struct { volatile char mark[16]; uint32_t up, down; Ring rings[2]; } _SEGGER_RTT;
    static char buffers[2][16];
    static void put(char c) {
      Ring *up = &_SEGGER_RTT.rings[0];
      uint32_t next = up->written + 1 == up->size ? 0 : up->written + 1;
      while (next == up->read) {}
      ((volatile char *)up->buffer)[up->written] = c;
      up->written = next;
    }
    __attribute__((used)) void reset(void) {
      static const char mark[] = "SEGGER RTT", text[] = "a line that is longer than the ring\\n";
      *(volatile uint16_t *)0x50003300 = 1 << 3; // SET_FREEZE_REG: the watchdog
      _SEGGER_RTT.up = _SEGGER_RTT.down = 1;
      for (int i = 0; i < 2; i++) {
        Ring *ring = &_SEGGER_RTT.rings[i];
        ring->buffer = buffers[i];
        ring->size = 16;
        ring->written = ring->read = ring->flags = 0;
      }
      for (int i = 0; i < 16; i++) _SEGGER_RTT.mark[i] = i < 10 ? mark[i] : 0;
      for (const char *c = text; *c; c++) put(*c);
      Ring *down = &_SEGGER_RTT.rings[1];
      for (;;)
        if (down->read != down->written) {
          char c = ((volatile char *)down->buffer)[down->read];
          down->read = down->read + 1 == down->size ? 0 : down->read + 1;
          put(c - 32);
        }
    }
    __attribute__((section(".vectors"), used)) const void *const vectors[48] = {(void *)0x07FD8000, (void *)reset};
    """

  /// Sends what is longer than the ring, and prints what comes until all is answered.
  private static let client = """
    import socket, sys
    s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 60)
    s.sendall(b"abcdefghijklmnopqrstuvwxyz")
    text = b""
    while not text.endswith(b"Z"):
        part = s.recv(100)
        if not part: break
        text += part
    print(text.decode().split("\\n")[-1])
    """

  private static func program<Result>(_ body: (LineProgram) throws -> Result) throws -> Result {
    let program = try LineProgram(source: source)
    defer { program.remove() }
    return try body(program)
  }

  /// A debugger that goes back: the firmware says it again, and nobody hears it twice.
  @Test func itGoesBackWithADebugger() throws {
    try Self.program { program in
      let options = ["--rtt", "--console", "--for", "20ms"]
      let alone = try Bandbox.report(options, of: program.debug)
      let band = try DebuggedBand(options, image: program.debug)
      _ = try band.gdb(
        [
          "monitor break time 10ms", "continue", "monitor delete all", "reverse-stepi 100", "stepi 50",
          "reverse-continue",
          "detach",
        ], image: program.debug)
      #expect(try band.report().digest == alone.digest)
      let lines = try band.end().output.split(separator: "\n")
      #expect(lines.filter { $0 == "a line that is longer than the ring" }.count == 1, "\(lines)")
    }
  }

  @Test func theConsoleHearsChannelZero() throws {
    try Self.program { program in
      let line = "a line that is longer than the ring\n"
      for (image, time) in [(program.debug, "20ms"), (program.nameless, "200ms")] {
        let finished = try Bandbox.run(["run", image, "--rtt", "--console", "--for", time, "--quiet"])
        #expect(finished.status == 0 && finished.output == line, "\(image): \(finished)")
      }
      // What the program waits for comes from RTT alone.
      let without = try Bandbox.run(["run", program.debug, "--console", "--for", "20ms", "--quiet"])
      #expect(without.status == 0 && without.output.isEmpty, "\(without)")
    }
  }

  @Test func aClientIsHeardRecordedAndRepeated() throws {
    try Self.program { program in
      let recording = program.folder + "/recording"
      let band = try ChildProcess(
        try Programs.environment("BANDBOX_BIN"),
        ["run", program.debug, "--rtt", "0", "--speed", "1x", "--quiet", "--for", "10m", "--record", recording])
      let port = try band.waitFor("the port") {
        band.output.firstMatch(of: /"event":"rtt","host":"127.0.0.1","port":([0-9]+)/).map { String($0.1) }
      }
      let client = try Programs.run("python3", ["-c", Self.client, port])
      #expect(client.status == 0 && client.output == "ABCDEFGHIJKLMNOPQRSTUVWXYZ\n", "\(client)")
      band.send(SIGINT)
      #expect(try band.wait() == 130)
      let text = program.text("recording")
      #expect(text.contains("\nrtt yes\n") && text.contains(" rtt \"abcdef"), "\(text)")
      let again = try Bandbox.run(["run", "--replay", recording, "--console"])
      #expect(again.status == 0 && again.output.hasSuffix("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "\(again)")
    }
  }

  @Test func nothingDependsOnWhoListens() throws {
    try Self.program { program in
      let open = try Bandbox.report(["--rtt", "0", "--speed", "max", "--for", "50ms"], of: program.debug)
      let alone = try Bandbox.report(["--rtt", "--for", "50ms"], of: program.debug)
      #expect(open.digest == alone.digest && !open.digest.isEmpty)
    }
  }

  @Test func placesThatAreNone() throws {
    for place in ["here:", "70000", "1.2.3.4.5:1"] {
      let finished = try Bandbox.run(["run", Bandbox.band, "--rtt", place, "--for", "1s", "--quiet"])
      #expect(finished.status == 2 && finished.errors.hasPrefix("error: "), "\(place): \(finished)")
    }
  }
}
