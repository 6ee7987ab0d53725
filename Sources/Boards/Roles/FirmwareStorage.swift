import Machine
import NRF51
import Parts

/// The flash that a board's firmware is stored in, as tools outside look at it and break it.
public protocol FirmwareStorage: AnyObject {
  /// When the present operation will be done; `nil` while there is none.
  var busyUntil: Tick? { get }
  /// What a range of bytes will hold then.
  func contentsWhenDone(_ range: Range<Int>) -> [UInt8]
  /// Tells `action` of every range of bytes that changed.
  func watchChanges(_ action: @escaping (Range<Int>) -> Void) -> Subscription
  /// Tells `action` when an operation begins, with its number.
  func watchOperations(_ action: @escaping (UInt64) -> Void) -> Subscription
  /// Whether the erase at an offset fails.
  var eraseFails: ((Int) -> Bool)? { get set }
  /// Replaces everything, as a programmer does on a desk.
  func takeContents(_ bytes: [UInt8])
  /// Replaces some bytes, by offset, as a programmer in the circuit does. Those past the end are left out.
  func program(_ bytes: [UInt8], at offset: Int)
  /// Flips a bit, as age does.
  func rot(offset: Int, bit: Int)
}

extension NORFlash: FirmwareStorage {}
extension NVMC: FirmwareStorage {}
