/// Pending, enabled and active exceptions and their priorities (ARMv6-M ARM, B1.5 and B3.4), as plain state.
///
/// Exception numbers: 2 NMI, 3 HardFault, 11 SVCall, 14 PendSV, 15 SysTick, 16 to 47 the 32 lines.
struct NVIC: Codable {
  /// The lowest execution priority: no exception active.
  static let threadPriority = 256

  var enabled: UInt32 = 0
  /// Latched requests of the lines, besides those of software.
  var pending: UInt32 = 0
  var active: UInt32 = 0
  var levels: UInt32 = 0
  /// Bits 2, 3, 11, 14 and 15: the system exceptions.
  var systemPending: UInt32 = 0
  var systemActive: UInt32 = 0
  /// For each of the four priorities, the lines that have it.
  var byPriority = SIMD4<UInt32>(0xFFFF_FFFF, 0, 0, 0)
  /// The priorities, 0 to 3, of SVCall, PendSV and SysTick.
  var supervisorCallPriority: UInt32 = 0
  var pendSVPriority: UInt32 = 0
  var sysTickPriority: UInt32 = 0

  static let nmi = 2
  static let hardFault = 3
  static let supervisorCall = 11
  static let pendSV = 14
  static let sysTick = 15
  static let firstLine = 16

  func priority(ofLine line: Int) -> UInt32 {
    let bit = UInt32(1) << UInt32(line & 31)
    for level in 0..<4 where byPriority[level] & bit != 0 { return UInt32(level) }
    return 0
  }

  mutating func setPriority(_ priority: UInt32, ofLine line: Int) {
    let bit = UInt32(1) << UInt32(line & 31)
    for level in 0..<4 { byPriority[level] &= ~bit }
    byPriority[Int(priority & 3)] |= bit
  }

  func priority(of exception: Int) -> Int {
    switch exception {
    case NVIC.nmi: -2
    case NVIC.hardFault: -1
    case NVIC.supervisorCall: Int(supervisorCallPriority)
    case NVIC.pendSV: Int(pendSVPriority)
    case NVIC.sysTick: Int(sysTickPriority)
    default: Int(priority(ofLine: exception - NVIC.firstLine))
    }
  }

  /// The priority of what runs, without PRIMASK; lower is more urgent.
  var activePriority: Int {
    if (systemActive | active) == 0 { return NVIC.threadPriority }
    if systemActive & 1 << 2 != 0 { return -2 }
    if systemActive & 1 << 3 != 0 { return -1 }
    return NVIC.best(systemActive, active, self).priority
  }

  /// The most urgent exception that is pending and enabled; 0 where there is none.
  var mostUrgent: (exception: Int, priority: Int) {
    if systemPending & 1 << 2 != 0 { return (NVIC.nmi, -2) }
    if systemPending & 1 << 3 != 0 { return (NVIC.hardFault, -1) }
    let lines = pending & enabled
    if systemPending | lines == 0 { return (0, NVIC.threadPriority) }
    return NVIC.best(systemPending, lines, self)
  }

  /// The lowest priority and, among its exceptions, the lowest number.
  private static func best(_ system: UInt32, _ lines: UInt32, _ nvic: NVIC) -> (exception: Int, priority: Int) {
    var result = (exception: 0, priority: NVIC.threadPriority)
    var rest = system & (1 << 11 | 1 << 14 | 1 << 15)
    while rest != 0 {
      let exception = rest.trailingZeroBitCount
      rest &= rest &- 1
      let priority = nvic.priority(of: exception)
      if priority < result.priority { result = (exception, priority) }
    }
    if lines == 0 { return result }
    for level in 0..<4 where lines & nvic.byPriority[level] != 0 {
      if level < result.priority {
        result = (NVIC.firstLine + (lines & nvic.byPriority[level]).trailingZeroBitCount, level)
      }
      break
    }
    return result
  }

  mutating func setPending(_ exception: Int) {
    if exception < NVIC.firstLine {
      systemPending |= 1 << UInt32(exception)
    } else {
      pending |= 1 << UInt32(exception - NVIC.firstLine & 31)
    }
  }

  mutating func activate(_ exception: Int) {
    if exception < NVIC.firstLine {
      systemPending &= ~(1 << UInt32(exception))
      systemActive |= 1 << UInt32(exception)
    } else {
      let bit = UInt32(1) << UInt32(exception - NVIC.firstLine & 31)
      pending &= ~bit
      active |= bit
    }
  }

  /// Ends an exception; a line that is still high is pending again.
  mutating func deactivate(_ exception: Int) {
    if exception < NVIC.firstLine {
      systemActive &= ~(1 << UInt32(exception))
    } else {
      let bit = UInt32(1) << UInt32(exception - NVIC.firstLine & 31)
      active &= ~bit
      pending |= levels & bit
    }
  }

  func isActive(_ exception: Int) -> Bool {
    exception < NVIC.firstLine
      ? systemActive >> UInt32(exception & 31) & 1 != 0
      : active >> UInt32(exception - NVIC.firstLine & 31) & 1 != 0
  }

  var activeCount: Int { systemActive.nonzeroBitCount + active.nonzeroBitCount }
}
