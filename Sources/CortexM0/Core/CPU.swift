import Machine

/// An ARMv6-M Cortex-M0 with two priority bits and what its maker chose of it (`CoreOptions`).
///
/// `run(until:)` is the only door: it executes instructions up to a time, an alarm, sleep or lockup. Everything is
/// exact at the boundary of instructions, so that slicing a run differently changes nothing. Behaviour that takes its
/// definition from silicon: the ARMv6-M Architecture Reference Manual (ARM DDI 0419) and the Cortex-M0 Technical
/// Reference Manual (ARM DDI 0432). LDM, STM, PUSH, POP and MULS are not abandoned for an interrupt: they end first.
public final class CPU {
  /// What the chip's maker chose.
  public let options: CoreOptions
  /// The external interrupt lines, as many as the options say: level-sensitive, high requests.
  public let interrupts: [Line]
  /// The non-maskable interrupt: a rising edge requests.
  public let nmi: Line
  /// What it is doing.
  public internal(set) var condition = Condition.running
  /// Called when WFI, WFE or SLEEPONEXIT puts it to sleep; `isSleepDeep` tells how deep.
  public var onSleep: (() -> Void)?
  /// Called when an interrupt or event ends a sleep, before the next instruction.
  public var onWake: (() -> Void)?
  /// Called for AIRCR.SYSRESETREQ; may call `reset` or `start` at once.
  public var onSystemReset: (() -> Void)?
  /// Called for an undefined instruction, at which `programCounter` stands, before it faults.
  public var onUndefinedInstruction: (() -> Void)?
  /// The first fault since power-on; `nil` before it.
  public internal(set) var firstFault: Fault?
  /// The latest fault, also when the firmware handled it or was reset for it.
  public internal(set) var lastFault: Fault?
  /// Faults so far.
  public internal(set) var faults: UInt64 = 0
  /// The clock of SysTick's external reference; `nil` where the chip has none. Set it before the start.
  public var sysTickReference: ClockRate?

  let scheduler: Scheduler
  let bus: Bus
  /// R0 to R12, the stack pointer in use, LR, an unused place for PC, and a zero that is never written; behind them what
  /// generated code uses (`TranslationContext`).
  let r: UnsafeMutablePointer<UInt32>
  var sysTickAlarm: Alarm?
  /// The cycles of MULS beside the one that every instruction takes, and the NVIC's bits that are there.
  let multiplyExtra: Int
  let lineMask: UInt32

  // Flags as the interpreter holds them: N is the sign of `nz`, Z is that its low word is zero; C is 0 or 1; V is the
  // sign of `overflow`.
  var nz: Int64 = 1
  var carry: UInt32 = 0
  var overflow: UInt32 = 0
  var pc: UInt32 = 0
  var isThumb = true
  var exceptionNumber = 0
  /// The stack pointer not in use.
  var otherStackPointer: UInt32 = 0
  var usesProcessStack = false
  var isMasked = false
  var hasEvent = false
  /// The sleep, if asleep, is that of WFE.
  var isWaitingForEvent = false

  var nvic = NVIC()
  /// The exception that is to be taken at the next boundary, or 0.
  var ready = 0
  var stage = ExceptionStage.none
  var systemControl: UInt32 = 0
  var sysTick: SysTick

  // Time: cycle n executed falls on edge n - origin of the clock, whose edge 0 is at `anchor`.
  var rate: ClockRate
  var anchor: Tick = 0
  var origin: UInt64 = 0
  /// Cycles executed, without those asleep.
  public internal(set) var cycles: UInt64 = 0
  /// Instructions executed. An instruction that faults is not counted.
  public internal(set) var instructions: UInt64 = 0
  /// Those of them that were left out, in rounds of busy-waits; not part of the state.
  public internal(set) var skippedInstructions: UInt64 = 0

  // Who watches: instructions, transfers with the pieces that each asked for, breakpoints.
  let instructionWatchers = Watchers<CPU>()
  let transferWatchers = Watchers<ControlTransfer>()
  let breakpointWatchers = Watchers<BreakpointQuestion>()
  let faultWatchers = Watchers<Fault>()
  let reachedWatchers = Watchers<ReachedInstruction>()
  let watchedPieces = Interests<[UInt32]>()
  /// Whether instructions are watched; whether those or code are.
  var watchesInstructions = false
  var isWatched = false
  var codeWatch: CodeWatch?
  /// Whether transfers are watched; what led to the next instruction, until it is told; and how many were noted.
  var tellsTransfers = false
  var isTransferUntold = false
  var transfer = ControlTransfer(kind: .reset, from: 0, to: 0)
  var notedTransfers: UInt64 = 0
  /// The instruction that ends the present exception, or the one that it interrupted.
  var transferOrigin: UInt32 = 0
  /// Behind the decoded instruction whose access is under way.
  var accessPlace: UnsafeMutablePointer<Instruction>?
  /// The time of the latest slow access by the clock that there was.
  var accessTime: Tick = 0

  // One run. `end` is the cycle up to which `execute` may go on.
  var limit: Tick = 0
  var end: UInt64 = 0
  /// Cycles that one `execute` may take at most, 1 or more; not part of the state.
  let longestBurst = Burst.longest
  var deadlineSeen: Tick = 0
  var isExecuting = false
  var isSingleStep = false
  /// Somebody wants to leave `run`.
  var isHalting = false
  /// The clock or the map changed, or the processor was restarted, during the present instruction.
  var mustLeave = false
  var wasRestarted = false
  var abort: FaultCause?
  var abortAddress: UInt32?
  var remaining = 0
  var slowWait = 0
  var nextAddress: UInt32 = 0
  /// The cycle at which the present `execute` began, the cycles in it beside one an instruction up to the latest slow
  /// access, and how many of its instructions the region's timing has been told of.
  var firstCycle: UInt64 = 0
  var extraCycles = 0
  var toldInstructions: UInt64 = 0
  var watch = BusyWaitWatch()
  /// The bus's, for loads from what the page tables do not serve.
  let pageKinds: UnsafeMutablePointer<UInt8>
  let timedPages: UnsafeMutablePointer<TimedPage>
  let codePages: UnsafeMutablePointer<CodePage>
  var region: CodeRegion? { didSet { present = region.map(Unmanaged.passUnretained) } }
  /// The same, not counted: executing by it costs no reference.
  private(set) var present: Unmanaged<CodeRegion>?
  /// Those that the present map shows.
  var visible: [CodeRegion] = []
  var regions: [CodeRegion] = []
  var generation = 0
  /// Whether blocks are to be translated, and the visits of an instruction before that; who does it, once it is worth it.
  var translates = false
  var translationPatience: UInt8 = 3
  var foreignCode: (any ForeignCode)?
  var translator: Translator? { didSet { translating = translator.map(Unmanaged.passUnretained) } }
  /// The same, not counted.
  private(set) var translating: Unmanaged<Translator>?
  /// The interpreter executes a piece of a budget.
  var isStretch = false

  /// Makes a processor at 16 MHz on a bus, where it answers the private peripheral bus, 0xE0000000 to 0xE00FFFFF.
  ///
  /// It is a block named `CPU` of the machine's snapshots. It does nothing sensible before `reset` or `start`.
  public init(_ emulation: Emulation, bus: Bus, options: CoreOptions = CoreOptions()) {
    self.bus = bus
    self.options = options
    multiplyExtra = options.multiplier.cycles - Timing.simple
    lineMask = options.lineMask
    scheduler = emulation.scheduler
    rate = ClockRate(hertz: 16_000_000)
    sysTick = SysTick(clock: rate)
    r = .allocate(capacity: TranslationContext.words)
    r.initialize(repeating: 0, count: TranslationContext.words)
    interrupts = (0..<options.interruptLines).map { emulation.line("IRQ.\($0)") }
    nmi = emulation.line("NMI")
    pageKinds = bus.kinds
    timedPages = bus.timedPages
    codePages = bus.codePages
    generation = bus.generation
    anchor = emulation.now
    sysTickAlarm = emulation.alarm("CPU.SysTick") { [unowned self] in self.sysTickReachedZero($0) }
    for (number, line) in interrupts.enumerated() {
      line.observe { [unowned self] in self.interruptChanged(number, $0) }
    }
    nmi.observe { [unowned self] in if $0 { self.request(NVIC.nmi) } }
    bus.map(PrivatePeripheralBus(self), at: 0xE000_0000...0xE00F_FFFF)
    connectWatchers()
    emulation.register("CPU", self)
    if Engine.preferred != .interpreter { use(Engine.preferred) }
  }

  deinit {
    // The bus and subscriptions may outlive the processor.
    bus.onFetchRanges = nil
    bus.programCounter = nil
    bus.onPagesChanged = nil
    r.deallocate()
  }

  /// The clock that an instruction's cycles count (HCLK). May be set at any time and takes effect at `scheduler.now`,
  /// which is where the new clock's edge 0 is.
  public var clock: ClockRate {
    get { rate }
    set {
      guard newValue != rate else { return }
      rate = newValue
      anchor = scheduler.now
      origin = cycles
      mustLeave = true
      if sysTick.usesProcessorClock {
        sysTick.change(to: rate, origin: anchor, at: scheduler.now)
        setSysTickAlarm()
      }
    }
  }

  /// Whether SCR.SLEEPDEEP is set.
  public var isSleepDeep: Bool { systemControl & 4 != 0 }

  /// The time of the cycle reached.
  var time: Tick { anchor &+ rate.time(ofEdge: cycles &- origin) }
}
