import Boards
import CortexM0
import Images

/// What a report says of the faults that the firmware took.
public struct FirmwareFaultsReport: Codable, Sendable {
  /// How many.
  public var count: UInt64
  /// The first one.
  public var first: FirmwareFaultReport
  /// The last one; the same where there was one.
  public var last: FirmwareFaultReport
}

extension Board {
  /// The faults so far, explained by the image's names; `nil` where there were none.
  func firmwareFaults(symbols: SymbolTable, stackTop: UInt32?) -> FirmwareFaultsReport? {
    guard let first = chip.cpu.firstFault, let last = chip.cpu.lastFault else { return nil }
    return FirmwareFaultsReport(
      count: chip.cpu.faults, first: .init(first, of: model.chip, symbols: symbols, stackTop: stackTop),
      last: .init(last, of: model.chip, symbols: symbols, stackTop: stackTop))
  }
}
