import CortexM0
import Machine

/// A sum over all control transfers that a processor told, their order and the cycles at which it told them.
final class TransferSum {
  private(set) var sum: UInt64 = 0

  /// Adds what is told from now on.
  func watch(_ cpu: CPU, pieces: [UInt32]) -> Subscription {
    cpu.watchTransfers(between: pieces) { [unowned self, unowned cpu] transfer in
      for value in [UInt64(transfer.from), UInt64(transfer.to), UInt64(transfer.kind.rawValue), cpu.cycles] {
        sum = (sum ^ value) &* 0x100_0000_01B3
      }
    }
  }
}
