import Machine

/// What the flash answers, and what it does when chip select rises.
extension NORFlash {
  private var size: Int { memory.size }

  /// The three address bytes after the command, within the chip.
  private var address: Int {
    guard state.input.count >= 4 else { return 0 }
    return (Int(state.input[1]) << 16 | Int(state.input[2]) << 8 | Int(state.input[3])) & (size - 1)
  }

  /// The byte that goes out while the next one comes in.
  var output: UInt8 {
    guard let command = state.input.first else { return 0xFF }
    let place = state.position - 1
    switch command {
    case 0x05: return state.status[0] & 0xFC | (isBusy ? 1 : 0) | (state.isWriteEnabled ? 2 : 0)
    case 0x35 where !state.isPoweredDown: return state.status[1]
    case 0x15 where !state.isPoweredDown: return state.status[2]
    case 0xAB: return place >= 3 ? 0x13 : 0xFF
    default: break
    }
    guard !isBusy, !state.isPoweredDown else { return 0xFF }
    switch command {
    case 0x9F: return [0xEF, 0x60, 0x14][place % 3]
    case 0x90: return place >= 3 ? [0xEF, 0x13][(place - 3 + address) % 2] : 0xFF
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

  /// Programs, erases and settings begin when chip select rises; a busy or powered-down chip ignores them.
  func execute() {
    guard let command = state.input.first, !isBusy else { return }
    if state.isPoweredDown {
      if command == 0xAB && !state.isReleasing {
        state.isReleasing = true
        done.set(at: scheduler.now + NORFlash.releaseTime)
      }
      return
    }
    let input = state.input
    switch command {
    case 0x06, 0x50: state.isWriteEnabled = true
    case 0x04: state.isWriteEnabled = false
    case 0xB9: state.isPoweredDown = true
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

  private func begin(_ operation: Operation, for time: Tick) {
    guard state.isWriteEnabled else { return }
    state.operation = operation
    done.set(at: scheduler.now + time)
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
