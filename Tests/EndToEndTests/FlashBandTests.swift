import Foundation
import Programs
import Testing

/// `bandbox flash` and `bandbox smp` against the emulated band: its own firmware, its bootloader, the wire at 115200 baud.
@Suite(.serialized) struct FlashBandTests {
  @Test func testsConfirmsAndReverts() throws {
    let signed = try SignedImage()
    defer { signed.remove() }
    let image = try signed.sign("band.img", version: "7.8.9")
    let band = try LiveBand()
    func run(_ arguments: [String], says text: String) throws {
      let finished = try Bandbox.run(arguments + ["--port", band.port, "--timeout", "5"])
      let said = finished.output + finished.errors
      #expect(finished.status == 0 && (text.isEmpty || said.contains(text)), "\(arguments): \(finished)")
    }
    try run(["flash", image, "--test", "--reset"], says: "It runs to be tested")
    // Not confirmed: the next reset goes back.
    try run(["smp", "reset"], says: "")
    try run(["flash", image, "--confirm", "--reset"], says: "It runs and stays.")
    try run(["smp", "state"], says: "7.8.9    active, confirmed")
    try run(["smp", "settings", "band/goal", "9000", "--save"], says: "9000")
    try run(["smp", "reset"], says: "")
    try run(["smp", "settings", "band/goal"], says: "band/goal  9000")
    _ = try band.stop()
  }

  @Test func aTouchLeadsToRecovery() throws {
    let band = try LiveBand()
    _ = try band.python("import serial, sys; serial.Serial(sys.argv[1], 1200).close()")
    // The recovery knows images and no statistics.
    var isInRecovery = false
    for _ in 0..<10 where !isInRecovery {
      let groups = try Bandbox.run(["smp", "stats", "--port", band.port])
      isInRecovery = groups.status == 1 && groups.errors.contains("ENOTSUP")
    }
    #expect(isInRecovery)
    let state = try Bandbox.run(["smp", "state", "--port", band.port])
    #expect(state.status == 0, "\(state)")
    _ = try band.stop()
  }
}
