import Machine

/// What a person watching a run sees: a copy, published by the emulation thread from time to time.
public struct LiveStatus: Sendable {
  /// What the firmware is doing, in one word.
  public enum Activity: String, Sendable {
    /// The CPU runs.
    case running
    /// The CPU waits with its clocks on.
    case waiting
    /// Deep sleep.
    case sleeping
    /// Only the wake-up pins live.
    case hibernating
    /// No power.
    case off
    /// The CPU has locked up.
    case lockedUp = "locked up"
    /// The CPU runs, in its handler of HardFault.
    case faulted = "in its HardFault handler"
  }

  /// Virtual time since power-on.
  public var time: Tick = 0
  /// The display, row by row from the top left; `true` is lit.
  public var pixels = [Bool](repeating: false, count: 72 * 40)
  /// Columns of the display.
  public var columns = 72
  /// The LEDs, in the order of the board's file.
  public var lights: [LiveLight] = []
  /// Terminal voltage, in millivolts.
  public var millivolts = 0
  /// State of charge.
  public var percent = 0
  /// What all loads draw now, in microamperes.
  public var currentNow = 0.0
  /// What the cell gave on average while it powered the running band, in microamperes; `nil` where it never did.
  public var currentAverage: Double?
  /// What flows into the cell from the charger, in microamperes.
  public var chargeCurrent = 0.0
  /// What the firmware is doing.
  public var activity = Activity.running
  /// Whether VBUS is present.
  public var isChargerIn = false
  /// Whether the data cable is attached.
  public var isCableIn = false
  /// Whether the run has not begun, because it waits for a client to attach.
  public var isHeld = false
  /// Steps a minute that the wearer takes by the key `w`; 0 for none.
  public var walking = 0
  /// Steps that the band counts.
  public var steps: UInt32?
  /// What the bootloader refused, where it did: the explanation for people.
  public var bootloader: String?
  /// Virtual seconds in one second of the host, lately.
  public var speed = 0.0

  /// An empty status.
  public init() {}
}
