/// How a connection comes to be encrypted, and with another key when it is. While it does, all other packets wait.
///
/// Bluetooth Core Specification, volume 6, part B, 5.1.3.
enum LinkEncryption {
  enum Step: UInt8 {
    case none
    /// Of a central: it waits for the old key's end, for the peripheral's part, for the beginning, for the end.
    case pausing, asking, starting, ending
    /// Of a peripheral: it waits for the old key's end, for what is to come then, for its host's key, for the central's first
    /// encrypted packet.
    case waitingForPause, waitingForRequest, waitingForKey, waitingForCentral
  }

  enum Code {
    static let request: UInt8 = 0x03
    static let response: UInt8 = 0x04
    static let start: UInt8 = 0x05
    static let started: UInt8 = 0x06
    static let pauseRequest: UInt8 = 0x0A
    static let pauseResponse: UInt8 = 0x0B
  }

  private static func part() -> (UInt32, UInt32, UInt32) { (RandomBits.word(), RandomBits.word(), RandomBits.word()) }

  /// What is not urgent waits from now on.
  static func pause(_ index: Int) {
    cpu_interrupts_off()
    LinkLayer.pool[index].queue.isPaused = true
    cpu_interrupts_on()
  }

  /// A central begins: eight bytes and two that say which key, and the key, the lowest byte first. False where it cannot now.
  static func begin(_ index: Int, _ identity: Packet, _ key: Packet) -> Bool {
    guard LinkLayer.pool[index].isCentral, LinkLayer.pool[index].step == .none else { return false }
    keep(key, index)
    for place in 0..<10 { LinkLayer.pool[index].keyIdentity[place] = identity[place] }
    guard !LinkLayer.pool[index].cipher.isSending else {
      LinkLayer.pool[index].isRefresh = true
      LinkControl.send(index, Code.pauseRequest, isUrgent: true, count: 1) { _ in }
      pause(index)
      LinkLayer.pool[index].step = .pausing
      return true
    }
    ask(index)
    return true
  }

  private static func ask(_ index: Int) {
    let part = part()
    LinkControl.send(index, Code.request, isUrgent: true, count: 23) {
      for place in 0..<10 { $0[1 + place] = LinkLayer.pool[index].keyIdentity[place] }
      $0.put(part, at: 11)
    }
    pause(index)
    var bytes = InlineArray<12, UInt8>(repeating: 0)
    take(part, &bytes, index, ofCentral: true)
    LinkLayer.pool[index].step = .asking
  }

  private static func keep(_ key: Packet, _ index: Int) {
    for place in 0..<16 { LinkLayer.pool[index].longTermKey[place] = key[place] }
  }

  private static func take(
    _ part: (UInt32, UInt32, UInt32), _ bytes: inout InlineArray<12, UInt8>, _ index: Int, ofCentral: Bool
  ) {
    withUnsafeMutablePointer(to: &bytes) {
      let bytes = UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self)
      bytes.put(part, at: 0)
      LinkLayer.pool[index].cipher.take(bytes, ofCentral: ofCentral)
    }
  }

  /// The peripheral's host has the key.
  static func use(_ index: Int, _ key: Packet) -> Bool {
    guard LinkLayer.pool[index].step == .waitingForKey else { return false }
    keep(key, index)
    LinkLayer.pool[index].cipher.begin(LinkLayer.pool[index].longTermKey)
    LinkLayer.pool[index].cipher.isReceiving = true
    LinkLayer.pool[index].step = .waitingForCentral
    LinkControl.send(index, Code.start, isUrgent: true, count: 1) { _ in }
    return true
  }

  /// The peripheral's host has none; a connection that was encrypted ends.
  static func refuse(_ index: Int) -> Bool {
    guard LinkLayer.pool[index].step == .waitingForKey else { return false }
    LinkLayer.pool[index].step = .none
    guard !LinkLayer.pool[index].isRefresh else {
      LinkLayer.disconnect(index, LinkError.keyMissing)
      return true
    }
    LinkControl.reject(index, LinkError.keyMissing)
    resume(index)
    return true
  }

  // MARK: Packets of the peer's

  /// A packet of this procedure; false where it is none of it, or has no place now.
  static func take(_ data: Packet, _ count: UInt8, _ index: Int) -> Bool {
    switch (data[0], count, LinkLayer.pool[index].step) {
    case (Code.pauseRequest, _, .none) where !LinkLayer.pool[index].isCentral && LinkLayer.pool[index].cipher.isSending:
      pause(index)
      LinkLayer.pool[index].isRefresh = true
      LinkControl.send(index, Code.pauseResponse, isUrgent: true, count: 1) { _ in }
      LinkLayer.pool[index].cipher.isReceiving = false
      LinkLayer.pool[index].step = .waitingForPause
    case (Code.pauseResponse, _, .pausing):
      LinkLayer.pool[index].cipher.isReceiving = false
      LinkLayer.pool[index].cipher.isSending = false
      LinkControl.send(index, Code.pauseResponse, isUrgent: true, count: 1) { _ in }
      ask(index)
    case (Code.pauseResponse, _, .waitingForPause):
      LinkLayer.pool[index].cipher.isSending = false
      LinkLayer.pool[index].step = .waitingForRequest
    case (Code.request, 23..., .none) where !LinkLayer.pool[index].isCentral && !LinkLayer.pool[index].cipher.isSending,
      (Code.request, 23..., .waitingForRequest):
      pause(index)
      LinkLayer.pool[index].cipher.take(data + 11, ofCentral: true)
      let part = part()
      var bytes = InlineArray<12, UInt8>(repeating: 0)
      take(part, &bytes, index, ofCentral: false)
      LinkControl.send(index, Code.response, isUrgent: true, count: 13) { $0.put(part, at: 1) }
      LinkLayer.pool[index].step = .waitingForKey
      Host.keyWanted(index, data + 1)
    case (Code.response, 13..., .asking):
      LinkLayer.pool[index].cipher.take(data + 1, ofCentral: false)
      LinkLayer.pool[index].cipher.begin(LinkLayer.pool[index].longTermKey)
      LinkLayer.pool[index].step = .starting
    case (Code.start, _, .starting):
      LinkLayer.pool[index].cipher.isReceiving = true
      LinkLayer.pool[index].cipher.isSending = true
      LinkLayer.pool[index].step = .ending
      LinkControl.send(index, Code.started, isUrgent: true, count: 1) { _ in }
    case (Code.started, _, .waitingForCentral):
      LinkLayer.pool[index].cipher.isSending = true
      LinkControl.send(index, Code.started, isUrgent: true, count: 1) { _ in }
      finish(index, 0)
    case (Code.started, _, .ending): finish(index, 0)
    default: return false
    }
    return true
  }

  /// The peer refuses, or does not know the question.
  static func refused(_ index: Int, _ reason: UInt8) {
    switch LinkLayer.pool[index].step {
    case .pausing, .asking, .starting: break
    default: return
    }
    finish(index, reason)
  }

  private static func finish(_ index: Int, _ status: UInt8) {
    LinkLayer.pool[index].step = .none
    resume(index)
    Host.encrypted(index, status, isRefresh: LinkLayer.pool[index].isRefresh)
    LinkLayer.pool[index].isRefresh = false
  }

  /// What has waited goes on, encrypted where the connection is.
  static func resume(_ index: Int) {
    while let packet = LinkLayer.pool[index].queue.firstHeld(index) {
      LinkLayer.encryptIfNeeded(packet, index)
      cpu_interrupts_off()
      LinkLayer.pool[index].queue.releaseFirst()
      cpu_interrupts_on()
    }
    cpu_interrupts_off()
    LinkLayer.pool[index].queue.isPaused = false
    LinkLayer.changed()
    cpu_interrupts_on()
  }
}

extension UnsafeMutablePointer<UInt8> {
  fileprivate func put(_ part: (UInt32, UInt32, UInt32), at place: Int) {
    put(word: part.0, at: place)
    put(word: part.1, at: place + 4)
    put(word: part.2, at: place + 8)
  }
}
