import Formats
import Foundation
import Machine

/// What a run leaves behind. Its JSON keys are fixed; more may be added.
public struct Report: Codable, Sendable {
  /// The firmware that ran.
  public struct Image: Codable, Sendable {
    /// Where it was read from; not part of the digest.
    public var path: String?
    /// The recognised format; `none` where the band started what its flash held.
    public var kind: String
    /// SHA-256 of the file, in hexadecimal; empty where there was none.
    public var sha256: String
  }

  /// The file that kept the flash.
  public struct Flash: Codable, Sendable {
    /// Where it is; not part of the digest.
    public var path: String?
    /// SHA-256 of what it held when the band started, image included, in hexadecimal.
    public var startSha256: String
  }

  /// Why the run ended.
  public struct Exit: Codable, Sendable {
    /// A short sentence.
    public var reason: String
    /// The process's exit status.
    public var status: Int32
  }

  /// Seconds spent in each mode of the SoC.
  public struct ModeSeconds: Codable, Sendable {
    /// The CPU ran.
    public var run: Double
    /// The CPU waited for an interrupt with its clocks on.
    public var wfi: Double
    /// The system was off, to wake where it was.
    public var extendedSleep: Double
    /// Everything was off but the wake-up pins.
    public var hibernation: Double
    /// Without power or held in reset.
    public var off: Double
  }

  /// An average with its band, in microamperes.
  public struct Band: Codable, Sendable {
    /// With every coefficient at its lowest.
    public var low: Double
    /// As expected.
    public var typical: Double
    /// With every coefficient at its highest.
    public var high: Double
  }

  /// The charge that one state of one component took, in microampere-hours.
  public struct Row: Codable, Sendable {
    /// The part or block.
    public var component: String
    /// Its state.
    public var state: String
    /// Time spent in the state.
    public var seconds: Double
    /// With every coefficient at its lowest.
    public var low: Double
    /// As expected.
    public var typical: Double
    /// With every coefficient at its highest.
    public var high: Double
    /// The typical charge in whole nanocoulombs; these add up to `totalNanocoulombs` exactly.
    public var nanocoulombs: Int64
    /// The part of it that VBUS gave.
    public var usbNanocoulombs: Int64
    /// The part of it that the cell gave while it powered the running band.
    public var runningNanocoulombs: Int64
  }

  /// The cell over the run.
  public struct Battery: Codable, Sendable {
    /// Terminal voltage at the start, in millivolts.
    public var startMv: Int
    /// Terminal voltage at the end, in millivolts.
    public var endMv: Int
    /// State of charge at the start.
    public var startPercent: Int
    /// State of charge at the end.
    public var endPercent: Int
    /// Charge left at the start, in exact picoampere-ticks (1/1,536,000,000 s).
    public var startCharge: String
    /// Charge left at the end, in the same unit.
    public var endCharge: String
    /// Charge that the charger put in, in the same unit.
    public var chargeIn: String
    /// Charge that the loads took out, in the same unit: end = start + in - out, exactly.
    public var chargeOut: String
  }

  /// What has become of the cell itself.
  public struct Cell: Codable, Sendable {
    /// What the full cell holds now, in mAh.
    public var capacityMah: Double
    /// What of the charge left can be had, in mAh: the rest was lost with the capacity for it.
    public var availableMah: Double
    /// What the run has taken of the new cell's capacity for good, and the cycles before it, in percent.
    public var lostPercent: Lost
    /// Whether there is nothing to charge any more.
    public var isDead: Bool

    /// By cause.
    public struct Lost: Codable, Sendable {
      /// Full charges.
      public var cycles: Double
      /// Time, by temperature and state of charge.
      public var calendar: Double
      /// Charging faster than the temperature permits.
      public var plating: Double
      /// Time below the voltage that damages it.
      public var deepDischarge: Double
    }
  }

  /// A register that firmware touched and the emulator does not model.
  public struct Unmodelled: Codable, Sendable {
    /// Its address, as `0x50001234`.
    public var address: String
    /// `PERIPHERAL.REGISTER`.
    public var register: String
    /// Reads by firmware.
    public var reads: UInt64
    /// Writes by firmware.
    public var writes: UInt64
  }

  /// Something that was broken on purpose.
  public struct Fault: Codable, Sendable {
    /// As it was declared.
    public var fault: String
    /// How often it struck; `nil` of what is not counted.
    public var count: Int?
  }

  /// Bytes over the pseudo-terminal; not part of the digest.
  public struct Link: Codable, Sendable {
    /// Host to band.
    public var bytesIn: Int
    /// Band to host.
    public var bytesOut: Int
    /// Band to host, lost for want of a reader.
    public var dropped: Int
  }

  /// What the bootloader said of its last start.
  public struct Bootloader: Codable, Sendable {
    /// `recovery` where it stays in serial recovery, `started` where it started slot 0.
    public var state: String
    /// Why it stays in recovery.
    public var reason: String?
    /// What is wrong with slot 0, where that is why.
    public var slot0: String?
    /// And with slot 1.
    public var slot1: String?
    /// What was wrong with an image in slot 1 that was to be started, and was erased.
    public var refused: String?
  }

  /// The firmware that ran.
  public var image: Image
  /// The flash that it ran with, where a file kept it.
  public var flash: Flash?
  /// What the bootloader said, where it did anything but start slot 0.
  public var bootloader: Bootloader?
  /// The board it ran on.
  public var board: String
  /// The seed of everything random.
  public var seed: UInt64
  /// Why the run ended.
  public var exit: Exit
  /// Virtual time since power-on.
  public var virtualSeconds: Double
  /// Host time of this process; not part of the digest.
  public var hostSeconds: Double?
  /// Instructions executed since power-on.
  public var instructions: UInt64
  /// CPU cycles since power-on.
  public var cycles: UInt64
  /// Time in each mode since power-on.
  public var modeSeconds: ModeSeconds
  /// Why the chip started, and how often, since power-on: `power_on`, `brown_out`, `hibernation`, `hardware`, `watchdog`,
  /// `software`. A kind that did not happen is left out.
  public var resets: [String: Int]
  /// When the cell powered the running band, and what it gave meanwhile.
  public var whileRunning: WhileRunning
  /// The same as an average; left out where the cell never powered the running band.
  public var averageCurrentUa: Band?
  /// Days of a full cell at that average; left out where the band stopped or its firmware died (docs/averages.md), so that
  /// it does not tell its life.
  public var lifeDays: Band?
  /// When and how long the band did not run, by cause: `hibernation`, `brown_out`, `cut_off` (the cell's protection circuit
  /// has opened), `no_supply`. A cause that did not happen is left out.
  public var stops: [String: Stop]
  /// When the band ran last, in seconds since power-on, where its cell had left it without at the end.
  public var diedAtSeconds: Double?
  /// The energy table.
  public var chargeUah: [Row]
  /// The sum of the table's nanocoulombs.
  public var totalNanocoulombs: Int64
  /// The cell.
  public var battery: Battery
  /// What has become of it.
  public var cell: Cell
  /// What stood in the cell's place and stores charge at the end, or the cell with a harvester; left out for the cell alone.
  public var store: StoreReport?
  /// What the band itself counts, by its own names.
  public var statistics: [String: UInt32]
  /// Steps that the wearer really took; `nil` where nobody knows.
  public var trueSteps: Int?
  /// The faults that the firmware took since power-on, whatever became of them; left out where there were none.
  public var firmwareFaults: FirmwareFaultsReport?
  /// What the result leaned on without a model.
  public var unmodelled: [Unmodelled]
  /// What became of notifications and ship mode that were sent over the cable; left out where there were none.
  public var hostTool: HostTool?
  /// What the radio did, as `--radio` takes it.
  public var radio = "off"
  /// What the charging cable was plugged into, as `--charge-source` takes it.
  public var chargeSource = "usb"
  /// Coefficients that were not the documented ones.
  public var overriddenCoefficients: [CoefficientTable.Row]
  /// What was broken on purpose, where anything was.
  public var faults: [Fault]?
  /// The pseudo-terminal's counters, where there was one.
  public var link: Link?
  /// SHA-256 of this report, without the keys that say so, and of the final snapshot.
  public var digest: String?

  /// The report as JSON with sorted keys.
  public func json(pretty: Bool = true) throws -> Data {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting =
      pretty ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// Sets `digest` from the rest of the report and a snapshot.
  public mutating func seal(with snapshot: Data) throws {
    var canonical = self
    canonical.hostSeconds = nil
    canonical.image.path = nil
    canonical.flash?.path = nil
    canonical.link = nil
    canonical.digest = nil
    digest = Hex.sha256(of: Array(try canonical.json(pretty: false) + snapshot))
  }
}
