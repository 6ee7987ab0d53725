/// The tick: 512 a second from TIMER1, which counts the 32,768 Hz crystal and never stops; and what tasks wait for.
enum Kernel {
  static let cyclesPerTick: UInt16 = 64
  static var control: Register { Register(0x5000_0200) }
  static var value: Register { Register(0x5000_0202) }
  static var reload: Register { Register(0x5000_020A) }
  static let interruptEnable: UInt16 = 1 << 5

  nonisolated(unsafe) static var ticks: UInt32 = 0
  nonisolated(unsafe) static var lastTick: UInt16 = 0
  nonisolated(unsafe) static var beatAt: UInt32 = 512
  nonisolated(unsafe) static var isKeyHit = false

  /// Free running from 0 on the low-power clock; the first interrupt one tick from now.
  static func start() {
    control.value = 0
    Clocks.timers.clear(1 << 6)
    control.value = 1 << 6
    Register(0x5000_020E).value = 0
    reload.value = cyclesPerTick
    control.set(interruptEnable)
    Interrupt.timer1.clearPending()
    Interrupt.timer1.enable()
    control.set(1)
    Clocks.timers.set(1 << 6)
  }

  /// Takes over the ticks that have gone by, and asks for the next interrupt.
  static func advance() {
    control.clear(interruptEnable)
    while value.value &- lastTick >= cyclesPerTick {
      lastTick &+= cyclesPerTick
      ticks &+= 1
    }
    reload.value = lastTick &+ cyclesPerTick
    // Too close to be sure of: then the one after it.
    if lastTick &+ cyclesPerTick &- value.value <= 2 { reload.value = lastTick &+ 2 &* cyclesPerTick }
    control.set(interruptEnable)
    Interrupt.timer1.clearPending()
    wakeTask()
  }

  static func wakeTask() {
    guard isKeyHit || Int32(bitPattern: ticks &- beatAt) >= 0 else { return }
    task_want(1)
    task_switch()
  }
}

@_cdecl("timer1_interrupt") func timer1Interrupt() { Kernel.advance() }
@_cdecl("wakeup_interrupt") func wakeupInterrupt() {
  Register(0x5000_0104).value = 1
  Kernel.isKeyHit = true
  Kernel.wakeTask()
}
