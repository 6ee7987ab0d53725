import Foundation
import Programs
import Testing

/// An image that starts, ticks, prints, sleeps and wakes as RTOS images of this chip do.
@Suite struct HeartbeatTests {
  static let image = Bandbox.root + "/firmware-images/rtos/rtos.elf"

  @Test func beatsOnceASecondThroughDeepSleepAndWakesByAPin() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let events = folder + "/events.csv"
    // The first press is shorter than the debounce time.
    try "time,what,value\n2500ms,P1_6,low\n2505ms,P1_6,open\n3500ms,P1_6,low\n3600ms,P1_6,open\n"
      .write(toFile: events, atomically: true, encoding: .utf8)
    let finished = try Bandbox.run([
      "run", Self.image, "--for", "6s", "--events", events, "--console", "--wear", "none", "--trace", "uart", "--quiet",
    ])
    #expect(finished.status == 0)
    #expect(
      finished.output.split(whereSeparator: \.isNewline) == [
        "start", "beat 1 slept", "beat 2 slept", "beat 3 slept", "key", "beat 4 slept", "beat 5 slept",
      ])
    // Every "b" of a beat, 512 ticks of 64 cycles of 32,768 Hz after the one before, but for what the wake-up varies.
    let beats = finished.errors.split(separator: "\n").filter { $0.hasSuffix("band -> host 0x62 b") }
      .compactMap { Double($0.prefix { $0 != " " }) }
    #expect(beats.count == 5)
    for (before, after) in zip(beats, beats.dropFirst()) { #expect(abs(after - before - 1) < 0.000_5) }
  }
}
