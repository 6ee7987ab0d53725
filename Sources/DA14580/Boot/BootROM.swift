import Blocks
import Machine

/// The boot ROM's start, not as instructions (its code is not public) but as what it does on the pads and buses at exact times,
/// while the processor waits.
///
/// Sources: the vendor's UM-B-012 (the flags in OTP; the UARTs' pads, rates and protocol; flash pads and header; EEPROM header) and
/// two public host loaders (the length is low byte first; the check byte is the exclusive or). Its own timing is not public; chosen
/// so that a program of 32 KB in flash starts 292 ms after power-up, of which its transfer takes 100 ms, where UM-B-012 measured
/// 295 ms up to main(), and so that hosts behind a pseudo-terminal are in time:
///
/// - 2 ms after reset OTP is looked at, and copied in 3 cycles a word where it is programmed;
/// - then it looks for an SPI master for 30 ms (nobody is one here), at four pairs of pads for a UART, at SPI flash, at an EEPROM at
///   address 0x50 of the I2C wires, and begins anew;
/// - a pair whose receiving pad is low is left after 40 ms; a pair that reads high, or that the board has wired to a serial line,
///   sends 02 and waits 100 ms for 01, and for each byte of the length; a length of 0 or above 42 KB is answered by 15; data may
///   pause for 2 s; a pause longer than that begins with 02 again;
/// - after the check byte 15 begins with 02 again, 06 starts the program, and so do silence for 500 ms and any other byte: a
///   loader that closes a pseudo-terminal too early loses its 06. Then what it sends is kept until a UART listens on the pad;
/// - of flash it sends AB, waits 50 us and reads by 03, a byte in 3.05 us; of an EEPROM a byte in 90 us. The EEPROM's check byte
///   is taken for the exclusive or of the program.
final class BootROM: Snapshotting {
  static let startTime = Tick.milliseconds(2)
  static let slaveTime = Tick.milliseconds(30)
  static let silentTime = Tick.milliseconds(40)
  static let answerTime = Tick.milliseconds(100)
  static let dataTime = Tick.seconds(UInt64(2))
  static let verdictTime = Tick.milliseconds(500)
  static let flashWakeTime = Tick.microseconds(50)
  /// 3.05 us.
  static let flashByteTime: Tick = 4_688
  static let eepromByteTime = Tick.microseconds(90)
  /// Three cycles of 16 MHz.
  static let otpWordTime: Tick = 288
  static let otpWords = OTPHeader.offset / 4
  /// What is kept of a host that speaks before the program listens.
  static let keptLimit = 64

  /// It has found a program, which is in SysRAM now.
  var onProgram: (() -> Void)?
  let memories: MemoryMap
  let pads: Pads
  let spi: SPIBus
  let i2c: I2CBus
  private let scheduler: Scheduler
  private var elapsed: Alarm!
  var state = State()

  init(_ fabric: Fabric, memories: MemoryMap, spi: SPIBus, i2c: I2CBus) {
    self.memories = memories
    self.spi = spi
    self.i2c = i2c
    pads = fabric.pads
    scheduler = fabric.emulation.scheduler
    elapsed = fabric.emulation.alarm("BootROM.step") { [unowned self] _ in self.stepElapsed() }
    fabric.emulation.register("BootROM", self)
    pads.onRoutingChange { [unowned self] in self.routingChanged() }
  }

  /// Whether it runs, so that the processor has to wait.
  var isRunning: Bool { state.step != .idle }

  /// Begins after a reset.
  func start(isSerialOnly: Bool) {
    stop()
    state.isSerialOnly = isSerialOnly
    enter(.starting, for: Self.startTime)
  }

  /// Leaves everything, as at a reset.
  func stop() {
    leavePads()
    pads.serialPad(uart.receive)?.kept = []
    pads.serialPad(uart.receive)?.disconnect(self)
    elapsed.cancel()
    state = State()
  }

  func enter(_ step: Step, for time: Tick) {
    state.step = step
    state.deadline = scheduler.now &+ time
    elapsed.set(at: state.deadline)
  }

  /// The time of a byte that follows another one without a gap.
  func enterNextByte(after time: Tick) {
    state.deadline = (state.deadline ?? scheduler.now) &+ time
    elapsed.set(at: state.deadline)
  }

  private func stepElapsed() {
    switch state.step {
    case .idle: break
    case .starting:
      if !state.isSerialOnly && OTPHeader.isProgrammed(memories.otp) {
        enter(.otpCopy, for: Tick(Self.otpWords) * Self.otpWordTime)
      } else {
        enter(.slave, for: Self.slaveTime)
      }
    case .otpCopy:
      memories.copyOTP(words: Self.otpWords)
      startProgram()
    case .slave: tryPair(0)
    case .announce: leavePair()
    case .lengthLow, .lengthHigh, .data: announce()
    case .verdict: startProgram(isKeeping: true)
    case .flashWake: openFlash()
    case .flash: readFlash()
    case .eeprom: readEEPROM()
    }
  }

  /// After the last interface the first one is tried again.
  func beginAnew() { enter(.slave, for: Self.slaveTime) }

  /// Leaves the pads and hands over.
  func startProgram(isKeeping: Bool = false) {
    leavePads()
    let pair = state.pair
    if !isKeeping { pads.serialPad(uart.receive)?.disconnect(self) }
    elapsed.cancel()
    let kept = state.kept
    state = State()
    state.pair = pair
    state.isKeeping = isKeeping
    onProgram?()
    // The program's UARTs are off: what came is for whichever listens first.
    pads.serialPad(uart.receive)?.kept = kept
  }

  private func leavePads() {
    for pin in [uart.transmit, Pin(0, 0), Pin(0, 3), Pin(0, 6)] { pads.override(pin, nil) }
  }

  // MARK: Snapshots

  /// Everything that decides its future.
  func saveState() -> State {
    var saved = state
    saved.kept = pads.serialPad(uart.receive)?.kept ?? []
    return saved
  }

  /// Takes over a saved state, and listens where it did.
  func restoreState(_ saved: State) {
    pads.serialPad(uart.receive)?.disconnect(self)
    state = saved
    state.pair = min(max(saved.pair, 0), BootUART.all.count - 1)
    state.length = min(max(saved.length, 0), MemoryMap.sysSize)
    state.place = min(max(saved.place, -4), MemoryMap.sysSize + 32)
    state.kept = []
    elapsed.set(at: saved.deadline)
    if listens { listen() }
    pads.serialPad(uart.receive)?.kept = saved.kept
  }
}
