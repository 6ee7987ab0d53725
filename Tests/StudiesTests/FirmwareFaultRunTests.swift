import Foundation
import Machine
import Testing
@testable import Session
@testable import Studies

/// Firmware that loops in its HardFault handler, as that of vendors' kits does.
@Suite struct FirmwareFaultRunTests {
  /// Holds the watchdog still, calls through NULL, and spins in the handler of the fault.
  private static let image: [UInt8] = {
    let vectors: [UInt32] = [0x07FD_FFC0, 0x07FC_0041, 0x07FC_0061, 0x07FC_0061] + Array(repeating: 0, count: 12)
    // ldr r0, =SET_FREEZE; movs r1, 8; strh r1, [r0]; ldr r0, =0; blx r0; b .; literals; b .
    let code: [UInt16] = [
      0x4802, 0x2108, 0x8001, 0x4802, 0x4780, 0xE7FE, 0x3300, 0x5000, 0, 0, 0, 0, 0, 0, 0, 0, 0xE7FE, 0xBF00,
    ]
    var bytes: [UInt8] = []
    for word in vectors {
      for shift in [UInt32(0), 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    for half in code { bytes += [UInt8(truncatingIfNeeded: half), UInt8(truncatingIfNeeded: half >> 8)] }
    return bytes
  }()

  private func run(watching expectations: [Studies.Expectation] = []) throws -> RunOutcome {
    let path = FileManager.default.temporaryDirectory.path + "/fault-\(UUID().uuidString).bin"
    try Data(Self.image).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try run(path, watching: expectations)
  }

  private func run(_ path: String, watching expectations: [Studies.Expectation]) throws -> RunOutcome {
    var options = RunOptions(imagePath: path)
    options.duration = .seconds(1)
    options.wear = .none
    let runner = Runner(
      try RunInputs(options, studies: [{ RunObserver(RunWatch(expectations: expectations), of: $0) }]))
    runner.start()
    return try runner.join().get()
  }

  @Test func itHasFaultedForGood() throws {
    let expectation = Studies.Expectation(text: "no faults", line: 1, check: .noFaults)
    let outcome = try run(watching: [expectation])
    let report = outcome.report
    #expect(report.exit.status == 3 && report.exit.reason == "the firmware stays in its HardFault handler")
    let faults = try #require(report.firmwareFaults)
    #expect(faults.count == 1 && faults.first.cause == "null_call" && faults.first.pc == "0x00000000")
    #expect(faults.first.lr == "0x07fc004b" && faults.first.stack.count == 16 && !faults.first.lockedUp)
    #expect(outcome.fault?.contains("a call through a NULL pointer") == true)
    #expect(outcome.fault?.contains("no watchdog ends that") == true)
    #expect(outcome.expectations.map(\.passed) == [false])
    #expect(outcome.expectations[0].found.contains("a call through a NULL pointer"))
    let text = EnergyTable.render(report, capacityMilliampereHours: 70)
    #expect(text.contains("fault            at "))
    #expect(text.contains("PC 0x00000000, LR 0x07fc004b"))
    #expect(report.averageCurrentUa != nil && report.lifeDays == nil)
    #expect(text.contains("expected life    none: the firmware has faulted for good\n"))
  }

  /// What it took before it died says nothing of a day.
  @Test func whatLockedUpHasNoLife() throws {
    let path = ScenarioSupport.root + "/firmware-images/stack-overflow/stack-overflow.elf"
    let life = Studies.Expectation(
      text: "expected life above 1 days", line: 1, check: .expectedLife(.above(1), downTo: nil))
    let outcome = try run(path, watching: [life])
    let report = outcome.report
    #expect(report.exit.reason == "the firmware locked up" && report.exit.status == 3)
    #expect(report.averageCurrentUa != nil && report.lifeDays == nil && report.stops.isEmpty)
    #expect(outcome.expectations.map(\.passed) == [false])
    #expect(outcome.expectations[0].found.hasSuffix(": the firmware locked up"))
    let text = EnergyTable.render(report, capacityMilliampereHours: 70)
    #expect(text.contains("average current  ") && text.contains("expected life    none: the firmware locked up\n"))
    #expect(!text.contains("days of a full"))
  }
}
