import Boards
import Machine

/// A host on the cable of a controller, `hci-nrf51`: one command at a time, and as much data as the controller has room for.
///
/// Bluetooth Core Specification, volume 4, part A, and part E, 4.1.1, 4.4 and 7.7.
final class ControllerHost {
  /// An event: its code (of Low Energy's: 0x3E00 and the subevent), and what follows.
  struct Event { let code: Int, data: [UInt8] }

  let band: TrackerRun
  /// All events that have come since the last `forget`, but those that end commands and give room.
  private(set) var events: [Event] = []
  /// Data that has come, a packet each, without header.
  private(set) var received: [[UInt8]] = []
  /// The connection, while there is one.
  private(set) var handle: UInt16?
  /// Why commands failed: code and status.
  private(set) var refusals: [(command: UInt16, status: UInt8)] = []
  /// The key of every connection; empty where there is none, and `nil` where nothing is said of it.
  var key: [UInt8]? = []
  private var commands: [[UInt8]] = []
  private var data: [[UInt8]] = []
  private var isAsking = false
  private(set) var room = 8
  private var sending: ArraySlice<UInt8> = []
  private var inbox: [UInt8] = []

  init(seed: UInt64) throws {
    band = try TrackerRun("hci-nrf51", seed: seed)
    band.board.cable.isAttached = true
  }

  func command(_ code: UInt16, _ parameters: [UInt8] = []) {
    commands.append([1, UInt8(code & 0xFF), UInt8(code >> 8), UInt8(parameters.count)] + parameters)
  }

  /// A command whose first parameter is the connection's handle.
  func commandOnLink(_ code: UInt16, _ parameters: [UInt8] = []) {
    guard let handle else { return }
    command(code, [UInt8(handle), 0] + parameters)
  }

  func send(_ bytes: [UInt8]) {
    guard let handle else { return }
    data.append([2, UInt8(handle), 0, UInt8(bytes.count), 0] + bytes)
  }

  func forget() { events = [] }
  func has(_ code: Int) -> Bool { events.contains { $0.code == code } }
  /// Everything that was to be said is said, and the controller has told that it is done with it.
  var isDone: Bool { commands.isEmpty && !isAsking && data.isEmpty && sending.isEmpty && room == 8 }
  /// Nothing has to be sent now.
  var isQuiet: Bool { sending.isEmpty && (commands.isEmpty || isAsking) && (data.isEmpty || room == 0) }

  /// Takes what has come, and begins to send a byte.
  func work() {
    inbox += band.take()
    while let length = packetLength, inbox.count >= length {
      take(Array(inbox.prefix(length)))
      inbox.removeFirst(length)
    }
    if sending.isEmpty {
      if !isAsking, !commands.isEmpty {
        isAsking = true
        sending = commands.removeFirst()[...]
      } else if room > 0, !data.isEmpty {
        room -= 1
        sending = data.removeFirst()[...]
      }
    }
    if let byte = sending.first, band.board.cable.hostToBand.send(byte, format: SerialFormat(baud: 115_200)) != nil {
      sending = sending.dropFirst()
    }
  }

  private var packetLength: Int? {
    guard let kind = inbox.first else { return nil }
    if kind == 4 { return inbox.count > 2 ? 3 + Int(inbox[2]) : nil }
    return inbox.count > 4 ? 5 + Int(inbox[3]) + Int(inbox[4]) << 8 : nil
  }

  private func take(_ packet: [UInt8]) {
    guard packet[0] == 4 else { return received.append(Array(packet.dropFirst(5))) }
    let isLowEnergy = packet[1] == 0x3E
    let event = Event(
      code: isLowEnergy ? 0x3E00 + Int(packet[3]) : Int(packet[1]), data: Array(packet.dropFirst(isLowEnergy ? 4 : 3)))
    switch event.code {
    case 0x0E: finish(UInt16(event.data[1]) | UInt16(event.data[2]) << 8, event.data.count > 3 ? event.data[3] : 0)
    case 0x0F: finish(UInt16(event.data[2]) | UInt16(event.data[3]) << 8, event.data[0])
    case 0x13: room += Int(event.data[3])
    default: note(event)
    }
  }

  private func finish(_ command: UInt16, _ status: UInt8) {
    isAsking = false
    if status != 0 { refusals.append((command, status)) }
  }

  private func note(_ event: Event) {
    events.append(event)
    switch event.code {
    case 0x05:
      // What was under way of a connection that has ended is the host's again.
      handle = nil
      data = []
      room = 8
    case 0x3E01 where event.data[0] == 0: handle = UInt16(event.data[1])
    case 0x3E05:
      guard let key else { break }
      commandOnLink(key.isEmpty ? 0x201B : 0x201A, key)
    default: break
    }
  }
}
