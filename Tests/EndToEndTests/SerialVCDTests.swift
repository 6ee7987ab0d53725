import Foundation
import Programs
import Testing

/// `serial.vcd` of `bandbox power`, read as a UART decoder of a logic analyser's program does.
@Suite struct SerialVCDTests {
  private static let decoder = """
    import base64, sys
    from vcdvcd import VCDVCD
    vcd = VCDVCD(sys.argv[1])
    print(float(vcd.timescale["timescale"]))
    for name in ("uart.rx", "uart.tx"):
        changes, out, end = vcd[name].tv, b"", -1
        level = lambda time: [v for t, v in changes if t <= time][-1]
        for time, value in changes:
            if value != "0" or time < end: continue
            bits = [level(time + 86.8 * (place + 0.5)) for place in range(10)]
            assert bits[0] == "0" and bits[9] == "1", (name, time, bits)
            out += bytes([sum((bit == "1") << place for place, bit in enumerate(bits[1:9]))])
            end = time + 86.8 * 9.5
        frames = [base64.b64decode(line[2:]) for line in out.split(b"\\n") if line[:2] == b"\\x06\\t"]
        print(name, [(f[2] & 7, f[6] * 256 + f[7], f[8], f[9]) for f in frames])
    """

  @Test func itsCharactersAreThoseOfTheCable() throws {
    try Programs.inFolder { folder in
      try """
      image: \(Bandbox.band)
      duration: 2s
      settings: {band/goal: 9000}
      """.write(toFile: folder + "/cable.yaml", atomically: true, encoding: .utf8)
      let power = try Bandbox.run(["power", folder + "/cable.yaml", "--out", folder + "/out"])
      #expect(power.status == 0, "\(power.errors)")
      let decoded = try Programs.run(
        try Programs.client("python"), ["-c", Self.decoder, folder + "/out/serial.vcd"])
      // Group 3 is settings: sequence 0 writes one, sequence 1 saves them. A request is operation 2, its answer 3.
      #expect(
        decoded.output == """
          1e-07
          uart.rx [(2, 3, 0, 0), (2, 3, 1, 3)]
          uart.tx [(3, 3, 0, 0), (3, 3, 1, 3)]

          """, "\(decoded.errors)")
    }
  }
}
