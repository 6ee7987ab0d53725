import Machine

/// What software reads and writes.
extension KX022 {
  private typealias Register = KX022Register

  func read(_ address: UInt8) -> UInt8 {
    sync()
    switch address {
    case Register.highPass..<Register.output: return half(state.wakeUp.output, address - Register.highPass)
    case Register.output..<Register.commandTest:
      let value = half(SIMD3(truncatingIfNeeded: state.sample), address - Register.output)
      if state.isDataReady {
        state.isDataReady = false
        update()
      }
      return value
    case Register.commandTest:
      defer { state.isCommandTest = false }
      return state.isCommandTest ? 0xAA : 0x55
    case Register.tiltCurrent: return state.tilt.side
    case Register.tiltPrevious: return state.tilt.previous
    case Register.source1: return state.tap.direction
    case Register.source2: return source2
    case Register.source3: return state.wakeUp.directions
    case Register.status: return sources != 0 ? 0x10 : 0
    case Register.release:
      release()
      return 0
    case Register.control2:
      let flags: UInt8 = (scheduler.now < state.resetUntil ? 0x80 : 0) | (state.isCommandTest ? 0x40 : 0)
      return state.registers[Int(address)] | flags
    case Register.bufferLevel: return UInt8(truncatingIfNeeded: state.buffer.bytes(settings.buffer))
    case Register.bufferTriggered: return state.buffer.isTriggered ? 0x80 : 0
    case Register.bufferClear: return 0
    case Register.bufferRead:
      let value = state.buffer.pop(settings.buffer)
      update()
      return value
    case Register.selfTest: return state.selfTest
    default: return address < 0x40 ? state.registers[Int(address)] : 0
    }
  }

  /// A byte of a vector's axis, low byte first.
  private func half(_ vector: SIMD3<Int32>, _ place: UInt8) -> UInt8 {
    let value = UInt16(bitPattern: Int16(clamping: vector[min(Int(place) / 2, 2)]))
    return UInt8(truncatingIfNeeded: place % 2 == 0 ? value : value >> 8)
  }

  /// INS2.
  private var source2: UInt8 {
    typealias Source = Register.Source
    var value = bufferSources | state.events & (Source.wakeUp | Source.tilt)
    if state.isDataReady { value |= Source.dataReady }
    if state.events & Source.tap != 0 { value |= state.tap.kind << 2 & 0x0C }
    return value
  }

  /// INT_REL: only the buffer's sources stay.
  private func release() {
    state.isDataReady = false
    state.events = 0
    state.tap.release()
    state.wakeUp.release()
    update()
  }

  func write(_ address: UInt8, _ value: UInt8) {
    sync()
    guard scheduler.now >= state.resetUntil else { return }
    switch address {
    case Register.control1: control1Written(value)
    case Register.control2: control2Written(value)
    case Register.whoAmI: state.registers[Int(address)] = value
    case Register.bufferClear: state.buffer.clear()
    case Register.selfTest:
      state.selfTest = value
      decode()
    default:
      guard !settings.isOperating, address < 0x40 else { return }
      let old = state.registers[Int(address)]
      store(address, value)
      let isOther = (old ^ state.registers[Int(address)]) & 0x43 != 0
      if address == Register.bufferControl && (isOther || !settings.buffer.isOn) { state.buffer.clear() }
    }
    update()
  }

  private func store(_ address: UInt8, _ value: UInt8) {
    let bits = KX022Register.writableBits(address)
    let place = Int(address & 0x3F)
    state.registers[place] = state.registers[place] & ~bits | value & bits
    decode()
  }

  /// While PC1 is set only its clearing counts, and what comes with it.
  private func control1Written(_ value: UInt8) {
    let wasOperating = settings.isOperating
    if wasOperating && value & 0x80 != 0 { return }
    store(Register.control1, value)
    if !settings.isOperating {
      state.next = KX022Schedule()
    } else {
      state.wakeUp.restart()
      state.tap.restart()
      state.tilt.restart()
      state.next = KX022Schedule(first: scheduler.now.adding(settings.startTime), settings)
    }
  }

  private func control2Written(_ value: UInt8) {
    if value & 0x80 != 0 {
      reset()
      state.resetUntil = scheduler.now.adding(KX022.resetTime)
      return
    }
    if value & 0x40 != 0 { state.isCommandTest = true }
    if !settings.isOperating { store(Register.control2, value) }
  }
}
