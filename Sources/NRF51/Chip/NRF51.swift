import CortexM0
import Machine

/// The Nordic nRF51822: CPU, memories, blocks, and what connects them.
public final class NRF51 {
  /// The core's name in the ledger; those of the chip's other loads begin with it.
  public static let coreComponent = "NRF51"
}
