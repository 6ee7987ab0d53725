import Foundation
import Testing

/// `bandbox flash` and `bandbox smp` against the emulated band: its own firmware, its bootloader, the wire at 115200 baud.
@Suite(.serialized) struct FlashBandTests {
  /// The band's firmware, signed with another version.
  private func image(_ version: String, in folder: String) throws -> String {
    let path = folder + "/band.img"
    let signed = try Bandbox.execute(
      try Bandbox.client("python"),
      [
        Bandbox.root + "/Tests/EndToEndTests/Clients/slot_payload.py", Bandbox.band, folder + "/band.bin",
      ])
    #expect(signed.status == 0, "\(signed)")
    let arguments = ["sign", "-H", "0x200", "--pad-header", "--align", "4", "-S", "0x40000", "-v", version]
    let made = try Bandbox.execute(try Bandbox.client("imgtool"), arguments + [folder + "/band.bin", path])
    #expect(made.status == 0, "\(made)")
    return path
  }

  @Test func testsConfirmsAndReverts() throws {
    let folder = try Bandbox.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let image = try image("7.8.9", in: folder)
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
