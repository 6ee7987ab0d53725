/// Control packets of the link layer, in the main loop: what peers ask is answered, and procedures are begun.
///
/// Bluetooth Core Specification, volume 6, part B, 2.4.2 and 5.1.
enum LinkControl {
  private enum Code {
    static let unknown: UInt8 = 0x07
    static let featureRequest: UInt8 = 0x08
    static let featureResponse: UInt8 = 0x09
    static let version: UInt8 = 0x0C
    static let reject: UInt8 = 0x0D
    static let peripheralFeatureRequest: UInt8 = 0x0E
    static let pingRequest: UInt8 = 0x12
    static let pingResponse: UInt8 = 0x13
  }

  /// Bluetooth 4.1; no company, as the list of assigned numbers has for internal use.
  static let version: UInt8 = 7
  static let company: UInt16 = 0xFFFF
  static let subversion: UInt16 = 0x0001
  /// Features: encryption (bit 0), the peripheral may ask for features (bit 3), ping (bit 4).
  static let features: UInt8 = 1 | 1 << 3 | 1 << 4

  /// The data channels that the host allows.
  nonisolated(unsafe) static var channels = ChannelMap()

  static func send(_ index: Int, _ code: UInt8, isUrgent: Bool = false, count: UInt8, _ write: (Packet) -> Void) {
    _ = LinkLayer.send(index, LinkQueue.control, isUrgent: isUrgent, count: count) {
      $0[0] = code
      write($0)
    }
    LinkLayer.pool[index].control.askedAt = LinkLayer.now
  }

  static func reject(_ index: Int, _ reason: UInt8) {
    send(index, Code.reject, isUrgent: true, count: 2) { $0[1] = reason }
  }

  static func take(_ packet: Packet, _ index: Int) {
    let data = packet.payload
    let count = packet.length
    if LinkEncryption.take(data, count, index) { return }
    switch (data[0], count) {
    case (InstantCode.update, 12...): takeInstant(data.half(at: 10), index) { setUpdate(data, index) }
    case (InstantCode.channelMap, 8...):
      takeInstant(data.half(at: 6), index) { setMap(ChannelMap(data + 1), data.half(at: 6), index) }
    case (LinkQueue.terminate, 2...): leave(data[1], index)
    case (Code.featureRequest, 9...), (Code.peripheralFeatureRequest, 9...):
      noteFeatures(data, index)
      sendFeatures(index, Code.featureResponse, of: features & data[1])
    case (Code.featureResponse, 9...): noteFeatures(data, index)
    case (Code.version, 6...):
      LinkLayer.pool[index].control.version = data[1]
      LinkLayer.pool[index].control.company = data.half(at: 2)
      LinkLayer.pool[index].control.subversion = data.half(at: 4)
      LinkLayer.pool[index].control.hasVersion = true
      sendVersion(index)
    case (Code.pingRequest, _): send(index, Code.pingResponse, count: 1) { _ in }
    case (Code.unknown, 2...):
      // A peer that does not know the question for features has none that matter.
      if data[1] == Code.featureRequest || data[1] == Code.peripheralFeatureRequest {
        LinkLayer.pool[index].control.hasFeatures = true
      }
      if data[1] == LinkEncryption.Code.request || data[1] == LinkEncryption.Code.pauseRequest {
        LinkEncryption.refused(index, LinkError.unsupportedRemoteFeature)
      }
    case (Code.reject, 2...): LinkEncryption.refused(index, data[1])
    case (Code.pingResponse, _): break
    default:
      let code = data[0]
      send(index, Code.unknown, count: 2) { $0[1] = code }
    }
  }

  /// Our acknowledgement has left with the answer; a central's leaves with its next packet.
  private static func leave(_ reason: UInt8, _ index: Int) {
    cpu_interrupts_off()
    if LinkLayer.pool[index].isCentral {
      LinkLayer.pool[index].control.isLeaving = true
      LinkLayer.pool[index].control.leavingReason = reason
    } else {
      LinkLayer.pool[index].end(reason)
      LinkLayer.changed()
    }
    cpu_interrupts_on()
  }

  private static func noteFeatures(_ data: Packet, _ index: Int) {
    for place in 0..<8 { LinkLayer.pool[index].control.features[place] = data[1 + place] }
    LinkLayer.pool[index].control.hasFeatures = true
  }

  private static func sendFeatures(_ index: Int, _ code: UInt8, of features: UInt8) {
    send(index, code, count: 9) {
      $0[1] = features
      for place in 2..<9 { $0[place] = 0 }
    }
  }

  private static func sendVersion(_ index: Int) {
    guard !LinkLayer.pool[index].control.hasSentVersion else { return }
    LinkLayer.pool[index].control.hasSentVersion = true
    send(index, Code.version, count: 6) {
      $0[1] = version
      $0.put(half: company, at: 2)
      $0.put(half: subversion, at: 4)
    }
  }

  // MARK: What the host begins

  static func askVersion(_ index: Int) {
    LinkLayer.pool[index].control.isVersionWanted = true
    sendVersion(index)
    LinkLayer.hasWork = 1
  }

  static func askFeatures(_ index: Int) {
    LinkLayer.pool[index].control.areFeaturesWanted = true
    if !LinkLayer.pool[index].control.hasFeatures {
      sendFeatures(
        index, LinkLayer.pool[index].isCentral ? Code.featureRequest : Code.peripheralFeatureRequest, of: features)
    }
    LinkLayer.hasWork = 1
  }

  /// Answers of peers that the host waits for.
  static func tellHost(_ index: Int) {
    let control = LinkLayer.pool[index].control
    if control.isVersionWanted, control.hasVersion {
      LinkLayer.pool[index].control.isVersionWanted = false
      Host.learnedVersion(index, 0)
    }
    if control.areFeaturesWanted, control.hasFeatures {
      LinkLayer.pool[index].control.areFeaturesWanted = false
      Host.learnedFeatures(index, 0)
    }
  }

  /// Ends a connection whose peer does not answer: after 40 s (5.2), or the supervision timeout where it is to end.
  static func watch(_ index: Int) {
    let control = LinkLayer.pool[index].control
    let isWaiting: Bool
    switch LinkLayer.pool[index].step {
    case .none, .waitingForKey: isWaiting = control.isVersionWanted || control.areFeaturesWanted
    default: isWaiting = true
    }
    guard isWaiting || control.isTerminating, LinkLayer.pool[index].reason == 0 else { return }
    let limit = control.isTerminating ? UInt32(LinkLayer.pool[index].timeout) &* 328 : 40 * 32_768
    guard LinkLayer.now &- control.askedAt > limit else { return }
    cpu_interrupts_off()
    LinkLayer.pool[index].end(control.isTerminating ? LinkError.localHostTerminated : LinkError.responseTimeout)
    LinkLayer.changed()
    cpu_interrupts_on()
  }

  /// A connection has ended: what the host waits for ends as well, for the same reason.
  static func giveUp(_ index: Int, _ reason: UInt8) {
    let control = LinkLayer.pool[index].control
    if control.isVersionWanted { Host.learnedVersion(index, reason) }
    if control.areFeaturesWanted { Host.learnedFeatures(index, reason) }
    if control.isUpdateWanted { Host.updated(index, reason) }
    guard LinkLayer.pool[index].isCentral, LinkLayer.pool[index].step != .none else { return }
    Host.encrypted(index, reason, isRefresh: LinkLayer.pool[index].isRefresh)
  }
}
