import ArgumentParser
import Conformance

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, ExpressibleByArgument {
  /// The processor on a bus of its own.
  case cpu
  /// The SoC on a laboratory supply.
  case soc
  /// The whole band.
  case band
  /// Recognising and laying out image files, and starting what was recognised.
  case images
  /// Console frames, CBOR and the SMP server.
  case frames

  /// Runs one case. It traps where something is wrong; `progress` is called whenever the watch may begin anew.
  func run(seed: UInt64, progress: () -> Void) {
    switch self {
    case .cpu:
      var fuzzed = HostileProgram(seed: seed)
      _ = fuzzed.run()
    case .soc: MachineCase(seed: seed, makes: ChipRig.init).run(progress)
    case .band: MachineCase(seed: seed, makes: BandRig.init).run(progress)
    case .images:
      var fuzzed = ImageCase(seed: seed)
      fuzzed.run(progress)
    case .frames:
      var fuzzed = FrameCase(seed: seed)
      fuzzed.run()
    }
  }

  /// Cases that one process runs before it makes room for the next: a machine stays in memory until then.
  var casesPerProcess: Int {
    switch self {
    case .cpu, .frames: 2_000
    case .images: 300
    case .soc, .band: 100
    }
  }

  /// Turns in which a target's process is started, so that each gets a fitting share of the time.
  static let turns: [FuzzTarget] = [.soc, .cpu, .band, .images, .soc, .frames, .band]
}
