import Boards
import FlashLogic
import Machine

/// What the bootloader says of itself in RAM (`BootVerdict`): why it stays in serial recovery, or what it refused. A
/// bootloader that says nothing there, or no bootloader at all, is no verdict.
struct BootWatch {
  private let memory: Memory
  /// Where the RAM has it; `nil` where the board has no RAM there.
  private let offset: Int?

  /// Watches the memory of a band.
  init(_ band: any Board) {
    memory = band.chip.ram
    let ram = band.model.chip.memories.ram
    let places = [BootVerdict.address, BootVerdict.addressOnNRF51]
    offset = places.first { ram.contains($0) }.map { Int($0 - ram.base) }
  }

  /// Its verdict now.
  var verdict: BootVerdict? {
    guard let offset else { return nil }
    return BootVerdict(memory.word(at: offset), memory.word(at: offset + 4), memory.word(at: offset + 8))
  }

  /// The same in words, in one line; nil where all is well, or was asked for.
  var text: String? {
    guard let verdict else { return nil }
    var parts: [String] = []
    if let fault = verdict.findings.refused { parts.append("slot 1 was to be started and is erased: \(fault.text)") }
    if verdict.reason == .nothingToStart {
      if let fault = verdict.findings.slot0 { parts.append("slot 0: \(fault.text)") }
      if let fault = verdict.findings.slot1 { parts.append("slot 1: \(fault.text)") }
    }
    switch verdict.reason {
    case .nothingToStart: return "the bootloader stays in serial recovery: " + parts.joined(separator: "; ")
    case .flashFailed: return "the bootloader stays in serial recovery: the flash fails"
    default: return parts.isEmpty ? nil : "the bootloader refused an image: " + parts.joined(separator: "; ")
    }
  }
}

extension Report.Bootloader {
  /// What there is to report of a verdict; nil where the bootloader just started an image.
  package init?(_ verdict: BootVerdict) {
    guard verdict.reason != .started || verdict.findings.refused != nil else { return nil }
    state = verdict.reason == .started ? "started" : "recovery"
    reason =
      switch verdict.reason {
      case .started: nil
      case .nothingToStart: "nothing to start"
      case .request: "asked for by the image"
      case .key: "the key was held"
      case .flashFailed: "the flash fails"
      }
    slot0 = verdict.findings.slot0.map { "\($0.text)" }
    slot1 = verdict.findings.slot1.map { "\($0.text)" }
    refused = verdict.findings.refused.map { "\($0.text)" }
  }
}
