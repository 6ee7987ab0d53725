import Machine

/// The data cable of the cradle: a detect line that is pulled high while it is attached and let go otherwise, and the two
/// directions of its serial line. VBUS is another matter: see `USBSource`.
public final class CradleCable: Snapshotting {
  /// From the host to the band's receiver.
  public let hostToBand: SerialWire
  /// From the band's transmitter to the host.
  public let bandToHost: SerialWire
  /// Whether the cable is attached. An attached one holds the band's receiver at the idle level.
  public var isAttached: Bool {
    get { attached }
    set {
      attached = newValue
      detect?.value = newValue ? true : nil
      idle?.value = newValue ? true : nil
    }
  }
  private var attached = false
  private let detect: LineDriver?
  private let idle: LineDriver?

  /// A cable that is not attached; `detect` is `nil` where only the level of the serial line tells the firmware of it. That
  /// level is driven on `receive`, the pad of `hostToBand`; the bits of characters are not.
  public init(
    _ name: String = "cable", on emulation: Emulation, detect: Line?, receive: Line? = nil, hostToBand: SerialWire,
    bandToHost: SerialWire
  ) {
    self.detect = detect?.driver(name)
    idle = receive?.driver("\(name) idle")
    self.hostToBand = hostToBand
    self.bandToHost = bandToHost
    emulation.register(name, self)
  }

  /// Whether it is attached.
  public func saveState() -> Bool { isAttached }

  /// Takes that over; the line is restored by itself.
  public func restoreState(_ state: Bool) { attached = state }
}
