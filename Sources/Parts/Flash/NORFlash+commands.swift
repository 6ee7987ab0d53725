import Machine

/// What the flash answers, and what it does when chip select rises.
extension NORFlash {
  private var size: Int { memory.size }
  /// The identification's last byte: the power of two that the size is, 0x14 for 1 MiB.
  private var capacity: UInt8 { UInt8(truncatingIfNeeded: size.trailingZeroBitCount) }

  /// The three address bytes after the command, within the chip.
  private var address: Int {
    guard state.input.count >= 4 else { return 0 }
    return (Int(state.input[1]) << 16 | Int(state.input[2]) << 8 | Int(state.input[3])) & (size - 1)
  }

  /// The byte that goes out while the next one comes in.
  var output: UInt8 {
    guard let command = state.input.first else { return 0xFF }
    let place = state.position - 1
    if command == 0xAB { return place >= 3 ? 0x13 : 0xFF }
    guard !state.isPoweredDown else { return 0xFF }
    switch command {
    case 0x05: return state.status[0] & 0xFC | (isBusy ? 1 : 0) | (state.isWriteEnabled ? 2 : 0)
    case 0x35: return state.status[1] & 0x7F | (state.suspended != nil ? 0x80 : 0)
    case 0x15: return state.status[2]
    default: break
    }
    guard !isBusy else { return 0xFF }
    switch command {
    case 0x9F: return [0xEF, 0x60, capacity][place % 3]
    case 0x90: return place >= 3 ? [0xEF, capacity - 1][(place - 3 + address) % 2] : 0xFF
    case 0x4B: return place >= 4 ? UInt8(truncatingIfNeeded: 0xBA + place) : 0xFF
    default:
      guard let dummies = NORFlash.readDummies(command), place >= 3 + dummies else { return 0xFF }
      return memory[(address + place - 3 - dummies) & (size - 1)]
    }
  }

  /// Bytes between address and data; `nil` where the command does not read. With EB the mode byte counts as one.
  private static func readDummies(_ command: UInt8) -> Int? {
    switch command {
    case 0x03: 0
    case 0x0B, 0x3B, 0x6B, 0xBB: 1
    case 0xEB: 3
    default: nil
    }
  }

  /// Programs, erases and settings begin when chip select rises; a busy or powered-down chip ignores them, but for what
  /// interrupts.
  func execute() {
    guard let command = state.input.first else { return }
    let isResetEnabled = state.isResetEnabled
    state.isResetEnabled = false
    if state.isPoweredDown { return release(command) }
    switch command {
    case 0x66: state.isResetEnabled = true
    case 0x99: if isResetEnabled { reset() }
    case 0x75: suspend()
    default: if !isBusy { obey(command, state.input) }
    }
  }

  private func release(_ command: UInt8) {
    guard command == 0xAB, !state.isReleasing else { return }
    state.isReleasing = true
    done.set(at: scheduler.now + NORFlash.releaseTime)
  }

  /// A reset by software: the chip hears nothing until it is over.
  private func reset() {
    abandon()
    state.isPoweredDown = true
    state.isReleasing = true
    done.set(at: scheduler.now + NORFlash.resetTime)
  }

  /// An operation that would end before the interruption takes effect goes on.
  private func suspend() {
    guard let operation = state.operation, operation.count > 0, operation.eraseLength < size || size <= 65_536,
      state.suspended == nil, let end = done.deadline
    else { return }
    let interruption = scheduler.now + NORFlash.suspendTime
    guard end > interruption else { return }
    state.suspended = Suspended(operation: operation, rest: end - interruption)
    state.isSuspending = true
    done.set(at: interruption)
  }

  private func resume() {
    guard let suspended = state.suspended else { return }
    state.suspended = nil
    state.operation = suspended.operation
    done.set(at: scheduler.now + suspended.rest)
  }

  private func obey(_ command: UInt8, _ input: [UInt8]) {
    switch command {
    case 0x06, 0x50: state.isWriteEnabled = true
    case 0x04: state.isWriteEnabled = false
    case 0xB9: if state.suspended == nil { state.isPoweredDown = true }
    case 0x7A: resume()
    case 0x01 where input.count >= 2:
      begin(status: [input[1] & 0xFC, input.count >= 3 ? input[2] : state.status[1], state.status[2]])
    case 0x31 where input.count >= 2: begin(status: [state.status[0], input[1], state.status[2]])
    case 0x11 where input.count >= 2: begin(status: [state.status[0], state.status[1], input[1]])
    case 0x02, 0x32: if input.count > 4 { program(Array(input[4...])) }
    case 0x20 where input.count >= 4: erase(4_096, .milliseconds(45))
    case 0x52 where input.count >= 4: erase(32_768, .milliseconds(120))
    case 0xD8 where input.count >= 4: erase(65_536, .milliseconds(150))
    case 0xC7, 0x60: begin(Operation(address: 0, eraseLength: size), for: .seconds(UInt64(2)))
    default: break
    }
  }

  /// While something is suspended only programs begin, and only where it was not a program.
  private func begin(_ operation: Operation, for time: Tick) {
    guard state.isWriteEnabled else { return }
    if let suspended = state.suspended {
      guard operation.eraseLength == 0, operation.status.isEmpty, suspended.operation.eraseLength > 0 else { return }
    }
    state.operation = operation
    state.operation?.time = time
    done.set(at: scheduler.now + time)
    guard operation.count > 0 else { return }
    state.operations &+= 1
    tellOperation()
  }

  private func begin(status: [UInt8]) {
    begin(Operation(address: 0, status: status), for: NORFlash.statusWriteTime)
  }

  private func erase(_ length: Int, _ time: Tick) {
    let length = min(length, size)
    begin(Operation(address: address & ~(length - 1), eraseLength: length), for: time)
  }

  /// Data beyond the page's end goes on at its beginning; the last byte for a place counts.
  private func program(_ data: [UInt8]) {
    let start = address
    let page = start & ~(NORFlash.pageSize - 1)
    // Of more than 256 bytes the last 256 were kept; the first of them was shifted in at this offset.
    let dropped = max(0, state.position - 4 - NORFlash.pageSize)
    var bytes = [UInt8](repeating: 0xFF, count: NORFlash.pageSize)
    for (place, byte) in data.enumerated() { bytes[(start + dropped + place) & (NORFlash.pageSize - 1)] = byte }
    begin(Operation(address: page, bytes: bytes), for: NORFlash.programTime)
  }
}
