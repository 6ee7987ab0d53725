import Foundation
import Machine
import Testing
@testable import Watchers

@Suite struct PPK2CommandTests {
  @Test func readsCommandsHoweverTheyAreCut() {
    let bytes: [UInt8] = [
      0x19, 0x0D, 0x0C, 0xE4, 0x11, 2, 0x0C, 1, 0x25, 3, 0x00, 0x00, 0xC0, 0x3F, 0x06, 0x0C, 0, 0x07, 0x11, 1, 0x20,
    ]
    let expected: [PPK2Command] = [
      .metadata, .voltage(millivolts: 3_300), .mode(isSource: true), .power(true), .gain(range: 3, 1.5), .start,
      .power(false), .stop, .mode(isSource: false), .reset,
    ]
    for cut in 0...bytes.count {
      var buffer = Array(bytes[..<cut])
      var commands = PPK2Command.take(from: &buffer)
      buffer += bytes[cut...]
      commands += PPK2Command.take(from: &buffer)
      #expect(commands == expected && buffer.isEmpty)
    }
  }

  @Test func voltagesAreHeldAndNonsenseMeansNothing() {
    var bytes: [UInt8] = [0x0D, 0, 0, 0x0D, 0xFF, 0xFF, 0x11, 9, 0x25, 9, 0, 0, 0x80, 0x3F, 0x25, 0, 0, 0, 0xC0, 0x7F]
    bytes += [0x00, 0x01, 0x15, 0xFE]
    #expect(PPK2Command.take(from: &bytes) == [.voltage(millivolts: 800), .voltage(millivolts: 5_000)])
    #expect(bytes.isEmpty)
  }

  @Test func theSupplyFollowsModePowerAndVoltage() {
    var state = PPK2State()
    #expect(state.supply == .cell)
    state.obey(.voltage(millivolts: 3_300))
    #expect(state.supply == .cell)
    state.obey(.mode(isSource: true))
    #expect(state.supply == .bench(microvolts: 3_300_000))
    state.obey(.power(false))
    #expect(state.supply == .open)
    state.obey(.mode(isSource: false))
    #expect(state.supply == .open)
    state.obey(.power(true))
    #expect(state.supply == .cell)
  }

  @Test func metadataIsLinesOfNumbersAndAnEnd() {
    var state = PPK2State()
    state.obey(.gain(range: 1, 1.5))
    let lines = state.metadata.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.suffix(2) == ["END", ""])
    for line in lines.dropLast(2) {
      let parts = line.components(separatedBy: ": ")
      #expect(parts.count == 2 && Double(parts[1]) != nil, "\(line)")
    }
    #expect(lines.contains("R0: 1031.6400") && lines.contains("R4: 0.0430") && lines.contains("UG1: 1.5"))
    #expect(lines.contains("VDD: 3700") && lines.contains("mode: 1"))
  }
}
