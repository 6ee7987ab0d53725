import Foundation
import Programs
import Testing

/// A foreign firmware for the nRF51822, as its users flash it: MicroPython 1.0.1 for the micro:bit, which comes with `uflash` (PyPI).
@Suite struct MicroPythonTests {
  /// Writes the runtime with a script in it, as `uflash` puts it on the board.
  private func image(_ script: String, in folder: String) throws -> String {
    let path = folder + "/micropython.hex"
    let program = """
      import sys, uflash
      open(sys.argv[1], 'w').write(uflash.embed_fs_uhex(uflash._RUNTIME, sys.argv[2].encode()))
      """
    let finished = try Programs.run(try Programs.client("python"), ["-c", program, path, script])
    #expect(finished.status == 0, "\(finished)")
    return path
  }

  /// The prompt answers a terminal, in real time.
  @Test func thePromptAnswers() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let band = try LiveBand(["--board", "microbit"], image: try image("print('ready')", in: folder))
    let client = """
      import serial, sys
      port = serial.Serial(sys.argv[1], 115200, timeout=20)
      port.write(b'\\r\\n')
      port.read_until(b'>>> ')
      port.write(b'print(6 * 7)\\r')
      print(port.read_until(b'\\n42\\r\\n')[-4:])
      port.write(b'import os; print(os.uname().machine)\\r')
      print(port.read_until(b'nRF51822\\r\\n')[-10:])
      """
    let finished = try band.python(client)
    #expect(finished.status == 0, "\(finished)")
    #expect(finished.output == "b'42\\r\\n'\nb'nRF51822\\r\\n'\n", "\(finished)")
    let report = try band.stop()
    #expect(report.json["unmodelled"] as? [String] ?? [] == [])
  }

  /// A script's picture is on the LEDs, and what a button does to it.
  @Test func aScriptLightsTheLEDs() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let script =
      "from microbit import *\ndisplay.show(Image('90009:09090:00900:09090:90009'))\nwhile True: sleep(1000)\n"
    let finished = try Programs.run(
      try Programs.environment("BANDBOX_BIN"),
      [
        "run", try image(script, in: folder), "--board", "microbit", "--for", "2s", "--screenshot",
        folder + "/leds.png",
      ])
    #expect(finished.status == 0, "\(finished)")
    let reader = """
      import struct, sys, zlib
      data = open(sys.argv[1], 'rb').read()
      width, height = struct.unpack('>II', data[16:24])
      packed, at = b'', 8
      while at < len(data):
        length = struct.unpack('>I', data[at:at + 4])[0]
        if data[at + 4:at + 8] == b'IDAT': packed += data[at + 8:at + 8 + length]
        at += length + 12
      rows = zlib.decompress(packed)
      for y in range(5):
        row = rows[(y * height // 5 + height // 10) * (width + 1):][1:width + 1]
        print(''.join('#' if row[x * width // 5 + width // 10] else '.' for x in range(5)))
      """
    let picture = try Programs.run(try Programs.client("python"), ["-c", reader, folder + "/leds.png"])
    #expect(picture.output == "#...#\n.#.#.\n..#..\n.#.#.\n#...#\n", "\(picture)")
    #expect(finished.output.contains("not modelled     nothing was touched"), "\(finished)")
  }
}
