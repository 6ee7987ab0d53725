import Foundation

@testable import Boards

/// A place where the threads of a test meet as processes do. Everything in it is guarded by `condition`.
final class Room: @unchecked Sendable {
  let condition = NSCondition()
  private var present: [RoomMeeting] = []
  private var isEntered = false
  private(set) var notes: [String] = []

  func guarded<Result>(_ body: () -> Result) -> Result {
    condition.lock()
    defer { condition.unlock() }
    defer { condition.broadcast() }
    return body()
  }

  func enter() -> [RoomChannel] {
    condition.lock()
    defer { condition.unlock() }
    while isEntered { condition.wait() }
    isEntered = true
    return present.map { member in
      let (near, far) = RoomChannel.pair(self)
      member.arrivals.append(far)
      condition.broadcast()
      return near
    }
  }

  func open(_ member: RoomMeeting) {
    guarded {
      present.append(member)
      isEntered = false
    }
  }

  func close(_ member: RoomMeeting) { guarded { present.removeAll { $0 === member } } }

  func note(_ line: String) { guarded { notes.append(line) } }
}

/// One thread's way into a room.
final class RoomMeeting: AirMeeting {
  private let room: Room
  fileprivate(set) var arrivals: [RoomChannel] = []
  var isEnding = false

  init(_ room: Room) { self.room = room }

  func enter() -> [any AirChannel] { room.enter() }
  func open() { room.open(self) }
  func accept() -> (any AirChannel)? { room.guarded { arrivals.isEmpty ? nil : arrivals.removeFirst() } }
  func close() { room.close(self) }
  func tell(_ line: String) { room.note(line) }

  func wait(on channels: [any AirChannel], for limit: Duration?) -> Bool {
    let channels = channels.compactMap { $0 as? RoomChannel }
    room.condition.lock()
    defer { room.condition.unlock() }
    while arrivals.isEmpty, !channels.contains(where: \.isReady) { room.condition.wait() }
    return true
  }
}

/// One end of a connection between two threads.
final class RoomChannel: AirChannel {
  private let room: Room
  private weak var other: RoomChannel?
  private var bytes: [UInt8] = []
  private var isOver = false

  private init(_ room: Room) { self.room = room }

  static func pair(_ room: Room) -> (RoomChannel, RoomChannel) {
    let ends = (RoomChannel(room), RoomChannel(room))
    (ends.0.other, ends.1.other) = (ends.1, ends.0)
    return ends
  }

  /// Whether there is something to be read; asked within the room's guard.
  fileprivate var isReady: Bool { !bytes.isEmpty || isOver }

  func send(_ more: [UInt8]) { room.guarded { other?.bytes += more } }

  func receive() -> [UInt8]? {
    room.guarded {
      defer { bytes = [] }
      return bytes.isEmpty && isOver ? nil : bytes
    }
  }

  func close() {
    room.guarded {
      isOver = true
      other?.isOver = true
    }
  }
}
