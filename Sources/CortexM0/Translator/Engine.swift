import Glibc
import Synchronization

/// What executes instructions. Results are the same, to the cycle; only speed differs.
public enum Engine: String, CaseIterable, Sendable {
  /// One instruction after the other.
  case interpreter
  /// Blocks of instructions as code of the host; the interpreter where that is not possible.
  case translator
  /// The translator where this host has one and allows it.
  case auto

  /// The engine of processors that are made from now on: that of BANDBOX_ENGINE, or else `auto`.
  public static var preferred: Engine {
    get { allCases[Int(choice.load(ordering: .relaxed))] }
    set { choice.store(UInt8(allCases.firstIndex(of: newValue) ?? 0), ordering: .relaxed) }
  }

  private static let choice = Atomic<UInt8>(
    UInt8(
      allCases.firstIndex(
        of: getenv("BANDBOX_ENGINE").flatMap { Engine(rawValue: String(cString: $0)) } ?? .auto) ?? 0))

  /// Why there is no translator here; `nil` where there is one.
  public static var obstacle: String? { Translator.obstacle }
}
