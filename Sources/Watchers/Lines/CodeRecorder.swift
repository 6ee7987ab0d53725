import CortexM0
import Images
import Machine

/// Notes which instructions of an image a run executes.
///
/// An instruction counts where the processor came to it and the memory held the image's bytes there: another program at the
/// same addresses, such as one that was uploaded, is not taken for it.
package final class CodeRecorder {
  private var executed: Set<UInt32> = []
  private var watching: Subscription?

  /// Notes what is executed from now on.
  package init(_ cpu: CPU, code: ELFCode) {
    watching = cpu.watchReached { [unowned self] instruction in
      guard code.halfword(instruction.address) == UInt16(truncatingIfNeeded: instruction.bytes),
        instruction.size == 2
          || code.halfword(instruction.address &+ 2) == UInt16(truncatingIfNeeded: instruction.bytes >> 16)
      else { return }
      executed.insert(instruction.address)
    }
  }

  /// What was executed so far.
  package var result: ExecutedCode { ExecutedCode(addresses: executed.sorted()) }
}
