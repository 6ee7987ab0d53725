/// The attribute protocol's server, with packets of 23 bytes: one answer for each question.
///
/// Bluetooth Core Specification, volume 3, part F, 3.3 and 3.4.
enum AttributeServer {
  /// The longest packet.
  static let room = 23

  enum Code {
    static let error: UInt8 = 0x01
    static let exchange: UInt8 = 0x02
    static let findInformation: UInt8 = 0x04
    static let findByValue: UInt8 = 0x06
    static let readByType: UInt8 = 0x08
    static let read: UInt8 = 0x0A
    static let readBlob: UInt8 = 0x0C
    static let readByGroup: UInt8 = 0x10
    static let write: UInt8 = 0x12
    static let notification: UInt8 = 0x1B
    static let confirmation: UInt8 = 0x1E
    static let writeCommand: UInt8 = 0x52
  }

  enum Failure {
    static let invalidHandle: UInt8 = 0x01
    static let readNotPermitted: UInt8 = 0x02
    static let writeNotPermitted: UInt8 = 0x03
    static let invalidPacket: UInt8 = 0x04
    static let notSupported: UInt8 = 0x06
    static let invalidOffset: UInt8 = 0x07
    static let notFound: UInt8 = 0x0A
    static let invalidLength: UInt8 = 0x0D
    static let unsupportedGroup: UInt8 = 0x10
  }

  enum Told { case battery, pulse }

  // MARK: What is told unasked

  static func notify(_ what: Told) {
    let (handle, isWanted) =
      what == .battery
      ? (Attributes.batteryHandle, Attributes.wantsBattery) : (Attributes.pulseHandle, Attributes.wantsPulse)
    guard isWanted else { return }
    var value = InlineArray<4, UInt8>(repeating: 0)
    let count = withUnsafeMutablePointer(to: &value) {
      Attributes.write(
        handle, to: UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self), room: 4) ?? 0
    }
    _ = Host.sendAttributes(count: 3 + count) {
      $0[0] = Code.notification
      $0.put(half: handle, at: 1)
      for index in 0..<count { $0[3 + index] = value[index] }
    }
  }

  // MARK: Questions

  static func take(_ data: Packet, _ count: Int) {
    switch data[0] {
    case Code.exchange:
      answer {
        $0[0] = Code.exchange + 1
        $0.put(half: UInt16(room), at: 1)
        return 3
      }
    case Code.findInformation: findInformation(data, count)
    case Code.findByValue: findByValue(data, count)
    case Code.readByType, Code.readByGroup: readByType(data, count)
    case Code.read, Code.readBlob: read(data, count)
    case Code.write, Code.writeCommand: write(data, count)
    case Code.confirmation: break
    default:
      // Commands, which have bit 6, are not answered.
      if data[0] & 0x40 == 0 { fail(data[0], 0, Failure.notSupported) }
    }
  }

  /// Sends what `fill` writes, which returns how many bytes those are.
  static func answer(_ fill: (Packet) -> Int) {
    var bytes = InlineArray<24, UInt8>(repeating: 0)
    withUnsafeMutablePointer(to: &bytes) {
      let packet = UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self)
      let count = fill(packet)
      _ = Host.sendAttributes(count: count) { $0.copy(from: packet, count: count) }
    }
  }

  static func fail(_ code: UInt8, _ handle: UInt16, _ failure: UInt8) {
    answer {
      $0[0] = Code.error
      $0[1] = code
      $0.put(half: handle, at: 2)
      $0[4] = failure
      return 5
    }
  }

  /// The handles from `first` to `last` of a question, which are in order and none is 0; else the question fails.
  static func range(_ data: Packet, _ count: Int, least: Int) -> ClosedRange<UInt16>? {
    guard count >= least else {
      fail(data[0], 0, Failure.invalidPacket)
      return nil
    }
    let (first, last) = (data.half(at: 1), data.half(at: 3))
    guard first > 0, first <= last else {
      fail(data[0], first, Failure.invalidHandle)
      return nil
    }
    guard first <= Attributes.last else {
      fail(data[0], first, Failure.notFound)
      return nil
    }
    return first...min(last, Attributes.last)
  }

  private static func read(_ data: Packet, _ count: Int) {
    let code = data[0]
    let isBlob = code == Code.readBlob
    guard count >= (isBlob ? 5 : 3) else { return fail(code, 0, Failure.invalidPacket) }
    let handle = data.half(at: 1)
    guard (1...Attributes.last).contains(handle) else { return fail(code, handle, Failure.invalidHandle) }
    guard Attributes.isReadable(handle) else { return fail(code, handle, Failure.readNotPermitted) }
    let place = isBlob ? Int(data.half(at: 3)) : 0
    var isBeyond = false
    var value = InlineArray<24, UInt8>(repeating: 0)
    let length = withUnsafeMutablePointer(to: &value) {
      let bytes = UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self)
      guard let length = Attributes.write(handle, to: bytes, from: place, room: room - 1) else {
        isBeyond = true
        return 0
      }
      return length
    }
    guard !isBeyond else { return fail(code, handle, Failure.invalidOffset) }
    answer {
      $0[0] = code + 1
      for index in 0..<length { $0[1 + index] = value[index] }
      return 1 + length
    }
  }

  private static func write(_ data: Packet, _ count: Int) {
    let code = data[0]
    let isCommand = code == Code.writeCommand
    guard count >= 3 else { return fail(code, 0, Failure.invalidPacket) }
    let handle = data.half(at: 1)
    var failure: UInt8 = 0
    if !(1...Attributes.last).contains(handle) {
      failure = Failure.invalidHandle
    } else if Attributes.type(handle) != Attributes.configurationType {
      failure = Failure.writeNotPermitted
    } else if count != 5 {
      failure = Failure.invalidLength
    } else if !Attributes.set(handle, data.half(at: 3)) {
      failure = Failure.writeNotPermitted
    }
    guard !isCommand else { return }
    guard failure == 0 else { return fail(code, handle, failure) }
    answer {
      $0[0] = Code.write + 1
      return 1
    }
  }
}
