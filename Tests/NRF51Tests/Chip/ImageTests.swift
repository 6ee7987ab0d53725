import Foundation
import Machine
import Testing

@testable import NRF51

/// Images of firmware-images/ that are made for this chip.
struct ImageTests {
  private let chip = Chip()
  private let output = Output()

  private final class Output {
    var bytes: [UInt8] = []
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// Puts the loadable segments of an ELF file where they belong.
  private func load(_ image: String, from file: String = #filePath) throws {
    var top = URL(filePath: file)
    for _ in 0..<4 { top.deleteLastPathComponent() }
    let bytes = [UInt8](
      try Data(contentsOf: top.appending(path: "firmware-images/\(image)/\(image).elf")))
    func word(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) } }
    for index in 0..<(word(44) & 0xFFFF) {
      let header = word(28) + 32 * index
      guard word(header) == 1, word(header + 16) > 0 else { continue }
      let contents = Array(bytes[word(header + 4)..<word(header + 4) + word(header + 16)])
      chip.soc.nvmc.program(contents, at: word(header + 12))
    }
  }

  /// The board's serial line at the pad that the image sends on, P0.24 as on the micro:bit.
  private func listen() {
    let wire = SerialWire("out", on: chip.emulation)
    wire.receiverFormat = SerialFormat(baud: 115_200)
    wire.onReceive = { [output] in output.bytes.append($0.byte) }
    chip.soc.pads.attach(wire, to: 24)
  }

  @Test func theBenchPrintsItsChecksums() throws {
    try load("bench-microbit")
    listen()
    chip.soc.start()
    chip.run(for: .seconds(UInt64(20)))
    #expect(
      output.text == "begin\r\ncrc 21bbc831\r\nmatrix fcf0d298\r\ntokens 7ccfb982\r\nlist 0f5fcd92\r\nend\r\n")
    // It disables the port, which would ask for the clock, before it sleeps.
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.emulation.journal.unmodelled.isEmpty)
  }

  @Test func theBlinkerTogglesItsLEDEveryHalfSecondAndSleeps() throws {
    try load("blink-microbit")
    listen()
    var edges: [Tick] = []
    let watching = chip.soc.pads[13].watch { [scheduler = chip.emulation.scheduler] _ in edges.append(scheduler.now) }
    chip.soc.start()
    chip.run(for: .seconds(UInt64(5)))
    watching.end()
    #expect(output.text == "1\n2\n3\n4\n5\n6\n7\n8\n9\n")
    #expect(edges.count == 9)
    #expect(zip(edges, edges.dropFirst()).allSatisfy { $1 - $0 == .milliseconds(500) })
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.emulation.journal.unmodelled.isEmpty)
    // It runs while LFCLK starts and for nine lines of two characters.
    let line = 2 * 10 * Tick.seconds(UInt64(1)) / 115_200
    let run = try #require(chip.soc.modeTicks[.run])
    #expect(run > .microseconds(500) + 9 * line)
    #expect(run < .microseconds(700) + 9 * line)
  }
}
