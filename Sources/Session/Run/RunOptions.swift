import Boards
import Formats
import Link
import Machine
import Parts
import World
import Watchers

/// Everything that decides a run, as the command line gives it.
public struct RunOptions: Sendable {
  /// The image's path; `nil` starts what the flash holds.
  public var imagePath: String?
  /// Where the image's bytes go as they are, whatever they are; `nil` where the file is recognised by its contents.
  public var rawAddress: UInt32?
  /// The file that keeps the flash's contents across runs; made where it is missing.
  public var flashPath: String?
  /// What belongs into a slot is started by the bootloader; without, as a debugger starts it.
  public var hasBootloader = true
  /// The boot pin asks for the boot ROM's UART at power-on, whatever the flash holds.
  public var bootsFromUART = false
  /// The board's name, or the path of its file.
  public var board = BoardCatalogue.names[0]
  /// How long to run, in virtual time; `nil` until stopped.
  public var duration: Tick?
  /// How fast; `nil` chooses: `max` with a duration and no link, else 1x.
  public var speed: Speed?
  /// With `Speed.max`: do not hold to real time while a client is attached.
  public var isFreeRunning = false
  /// Whether there is a pseudo-terminal.
  public var hasLink = false
  /// The link's path; `nil` for the default place.
  public var linkPath: String?
  /// The UDP port for SMP datagrams, 0 for a free one; `nil` for none.
  public var udpPort: UInt16?
  /// Whether a debug probe serves the firmware's RTT channels.
  public var hasRTT = false
  /// The TCP port for them; `nil` for none.
  public var rttAddress: TCPAddress?
  /// Who else may open the port; `nil` for what the system gives.
  public var portAccess: PortAccess?
  /// The air that the radio shares with other processes; `nil` for none.
  public var air: AirPlace?
  /// Wait for a client that does not read, instead of dropping what it misses.
  public var isLossless = false
  /// Hold at tick 0 until a client has attached.
  public var waitsForClient = false
  /// Attaching a client also gives VBUS.
  public var cablePowers = false
  /// How the wearer lives.
  public var wear = Wear.day
  /// A recording to wear instead of the generator.
  public var accelerometerPath: String?
  /// A recorded pulse to wear instead of the generator's.
  public var heartRatePath: String?
  /// Inputs from a file.
  public var eventsPath: String?
  /// The seed of everything random; `nil` takes that of the snapshot, or 1.
  public var seed: UInt64?
  /// State of charge at the start, 0 ... 100; `nil` takes that of the snapshot, or 80.
  public var startPercent: Int?
  /// A file that describes the cell.
  public var cellPath: String?
  /// A cell's open-circuit voltage in place of the documented one.
  public var cellCurve: CellCurve?
  /// A file of coefficients in place of the documented ones.
  public var coefficientsPath: String?
  /// Coefficients in place of the documented ones, by name; those of the file come first.
  public var coefficients: [String: Coefficient] = [:]
  /// What the radio does; `nil` takes that of the snapshot, or off.
  public var radio: Radio.Activity?
  /// What the charging cable is plugged into; `nil` takes that of the snapshot, or a USB port.
  public var chargeSource: ChargeSourcePlan?
  /// What stands in the cell's place from the beginning; `nil` for the cell, or what the snapshot has.
  public var supply: Supply?
  /// What an energy harvester gives from the beginning; `nil` for nothing, or what the snapshot has.
  public var harvest: HarvestSource?
  /// Full charges that the cell has been through, 0 ... 10,000; `nil` takes those of the snapshot, or none.
  public var cellCycles: Int?
  /// Settings that a host tool writes over the cable in the run's first seconds.
  public var settings: [BandSetting] = []
  /// Ambient temperature at the start, in thousandths of a degree Celsius; `nil` for the board's 25 degrees.
  public var milliCelsius: Int32?
  /// Whether the UART's text goes to standard output.
  public var showsConsole = false
  /// Where to write the display at the end.
  public var screenshotPath: String?
  /// Where to write the final snapshot.
  public var snapshotOutPath: String?
  /// The snapshot to go on from.
  public var snapshotInPath: String?
  /// What to trace on standard error.
  public var traces: Set<Trace> = []
  /// Whether the program's semihosting calls are answered; without, its breakpoints fault as on a chip alone.
  public var hasSemihosting = false
  /// The folder that semihosting may use; `nil` for none.
  public var semihostingFolder: String?
  /// What SYS_GET_CMDLINE gives; `nil` for the image's name.
  public var semihostingCommandLine: String?
  /// Where to write the report.
  public var reportPath: String?
  /// What to record of the power; `nil` for nothing, which costs nothing.
  public var recording: PowerRecordingOptions?
  /// Whether a Power Profiler Kit II measures the band, on a pty.
  public var hasPPK2 = false
  /// The link's path to it; `nil` for the default place.
  public var ppk2Path: String?
  /// Where to write what a Power Profiler Kit II measures over the whole run.
  public var ppk2OutPath: String?
  /// What to break: a file of declarations, or declarations themselves (they have spaces).
  public var faults: String?
  /// Where to write which lines of the source were executed.
  public var coveragePath: String?
  /// Where to write what passes on the cable and what the radio sends and hears, as packets.
  public var packetsPath: String?
  /// Whether the outcome has which code was executed, without a file.
  public var recordsCode = false
  /// The ELF file that says which source lines the code comes from; `nil` for the image's own, or NAME.debug beside it.
  public var debugInfoPath: String?
  /// Where to record what comes from outside.
  public var recordPath: String?
  /// The recording that the run repeats.
  public private(set) var replay: SessionRecording?
  /// Inputs and flash sectors that a recording brings, in place of the files that they came from.
  var givenInputs: [TimedInput] = []
  var givenFlash: [(offset: Int, bytes: [UInt8])] = []
  /// Whether somebody watches and presses keys.
  public var isInteractive = false

  /// Options of a run of one image, or of what the flash holds; all others at their defaults.
  public init(imagePath: String?) { self.imagePath = imagePath }

  /// The options of a run that repeats the recording at `path`. What is changed after this is a deliberate difference.
  /// Throws an `InputError` that names the line that is wrong.
  public init(replaying path: String) throws(InputError) {
    self.init(imagePath: nil)
    let recording = try SessionRecording(path: path)
    try recording.facts.apply(to: &self, file: path)
    replay = recording
  }

  /// The speed that is really used.
  public var effectiveSpeed: Speed {
    speed
      ?? ((duration != nil || replay != nil || hasSemihosting) && !hasLink && !hasPPK2 && rttAddress == nil
        && !isInteractive
        ? .max : .times(1))
  }
}
