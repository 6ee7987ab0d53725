import Machine
import Testing
@testable import Formats
@testable import Session

@Suite struct FaultDeclarationsTests {
  @Test func readsEveryKind() throws {
    let text = """
      # a bad day
      wire to-band flip 1e-4 ; wire to-host lose 0.5 from 10s
      wire both delay 0.01 by 5ms from 10s until 20s
      wire both double 1 # twice
      wire to-band   break 0.25
      accelerometer stuck until 1h
      accelerometer noisy 50;heart-rate absent;heart-rate noisy 8
      clock xtal16m -20
      clock xtal32k +80
      flash rot every 10s at 0x98000-0xff000
      flash erase-fails 0.1
      """
    let faults = try FaultDeclarations.parse(text, name: "f", flashSize: 1 << 20)
    let range = 0x98000..<0xFF000
    #expect(
      faults.map(\.kind) == [
        .wire(toBand: true, toHost: false, .flip, probability: 1e-4),
        .wire(toBand: false, toHost: true, .lose, probability: 0.5),
        .wire(toBand: true, toHost: true, .delay(.milliseconds(5)), probability: 0.01),
        .wire(toBand: true, toHost: true, .double, probability: 1),
        .wire(toBand: true, toHost: false, .breakFrame, probability: 0.25),
        .sensor(.accelerometer, .stuck), .sensor(.accelerometer, .noisy(50)), .sensor(.heartRate, .absent),
        .sensor(.heartRate, .noisy(8)), .clock(isSlow: false, partsPerMillion: -20),
        .clock(isSlow: true, partsPerMillion: 80), .rot(every: .seconds(10), in: range),
        .eraseFails(probability: 0.1),
      ])
    #expect(faults[1].window == .seconds(10)..<Tick.max && faults[2].window == .seconds(10)..<(.seconds(20)))
    #expect(faults[5].window == 0..<(.seconds(3_600)))
    #expect(faults[4].text == "wire to-band break 0.25")
    // What is shown in a report is read again as the same.
    #expect(
      try FaultDeclarations.parse(faults.map(\.text).joined(separator: ";"), name: "g", flashSize: 1 << 20) == faults)
  }

  @Test(arguments: [
    ("", "f: expected faults such as 'wire to-band flip 1e-4'"),
    ("\nwires", "f:2: expected wire, accelerometer, heart-rate, clock or flash, found 'wires'"),
    ("wire up", "f:1: wire: expected to-band, to-host or both, found 'up'"),
    ("wire both", "f:1: both: expected flip, lose, double, break or delay, found the end of 'wire both'"),
    ("wire both flip 2", "f:1: flip: expected a probability above 0, up to 1, found '2'"),
    ("wire both delay 1 5ms", "f:1: 1: expected by, found '5ms'"),
    ("wire both delay 1 by 1h", "f:1: by: expected a time up to 10s, found '1h'"),
    ("wire both lose 1 for 5s", "f:1: 1: expected from, until or the end, found 'for'"),
    ("accelerometer noisy 0", "f:1: noisy: expected thousandths of g, 1 ... 16000, found '0'"),
    ("clock xtal32k 5000", "f:1: xtal32k: expected parts per million, -1000 ... 1000, found '5000'"),
    ("flash rot every 1s at 5-4", "f:1: at: expected offsets of the flash such as 0x98000-0xff000, found '5-4'"),
    ("heart-rate stuck from 5s until 5s", "f:1: until: expected a later time than that of from"),
  ])
  func namesWhatIsWrong(text: String, message: String) {
    #expect(throws: InputError(message)) { try FaultDeclarations.parse(text, name: "f", flashSize: 1 << 20) }
  }
}
