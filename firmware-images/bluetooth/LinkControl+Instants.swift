/// What holds from an event on, its instant: new times and new channels.
///
/// Bluetooth Core Specification, volume 6, part B, 5.1.1 and 5.1.2.
extension LinkControl {
  enum InstantCode {
    static let update: UInt8 = 0x00
    static let channelMap: UInt8 = 0x01
  }

  /// Events until a new map or new times hold: at least six, and more for a peer that loses some and whose host is slow.
  private static let notice: UInt16 = 16

  /// Something is to hold from an event on; one that has passed ends the connection.
  static func takeInstant(_ instant: UInt16, _ index: Int, _ set: () -> Void) {
    cpu_interrupts_off()
    if Int16(bitPattern: instant &- LinkLayer.pool[index].event) < 0 {
      LinkLayer.pool[index].end(LinkError.instantPassed)
    } else {
      set()
    }
    cpu_interrupts_on()
  }

  // MARK: With interrupts off

  static func setUpdate(_ data: Packet, _ index: Int) {
    LinkLayer.pool[index].control.window = data[1]
    LinkLayer.pool[index].control.offset = data.half(at: 2)
    LinkLayer.pool[index].control.interval = max(data.half(at: 4), 6)
    LinkLayer.pool[index].control.latency = data.half(at: 6)
    LinkLayer.pool[index].control.timeout = max(data.half(at: 8), 1)
    LinkLayer.pool[index].control.updateInstant = data.half(at: 10)
    LinkLayer.pool[index].control.hasUpdate = true
  }

  static func setMap(_ map: ChannelMap, _ instant: UInt16, _ index: Int) {
    LinkLayer.pool[index].control.map = map
    LinkLayer.pool[index].control.mapInstant = instant
    LinkLayer.pool[index].control.hasMap = true
  }

  // MARK: What the host begins

  /// A central changes the times of a connection.
  static func update(_ index: Int, interval: UInt16, latency: UInt16, timeout: UInt16) {
    LinkLayer.pool[index].control.wanted = (interval, latency, timeout)
    LinkLayer.pool[index].control.isUpdateWanted = true
    LinkLayer.pool[index].control.isUpdateDue = true
    LinkLayer.hasWork = 1
  }

  /// The host has allowed other channels: centrals tell their peers.
  static func setChannels(_ map: ChannelMap) {
    channels = map
    for index in 0..<LinkLayer.connections where LinkLayer.isOpen(index) && LinkLayer.pool[index].isCentral {
      LinkLayer.pool[index].control.isMapDue = true
    }
    LinkLayer.hasWork = 1
  }

  // MARK: What a central begins, one after the other

  /// What is queued before it goes first, and what comes later waits: the peer is to hear it in good time.
  static func goOn(_ index: Int) {
    guard LinkLayer.pool[index].control.isUpdateDue || LinkLayer.pool[index].control.isMapDue,
      LinkLayer.pool[index].reason == 0, LinkLayer.pool[index].step == .none,
      !LinkLayer.pool[index].control.hasMap, !LinkLayer.pool[index].control.hasUpdate
    else { return }
    LinkEncryption.pause(index)
    guard !LinkLayer.pool[index].queue.hasData, LinkLayer.pool[index].queue.hasRoom() else { return }
    if LinkLayer.pool[index].control.isUpdateDue {
      LinkLayer.pool[index].control.isUpdateDue = false
      sendUpdate(index)
    } else {
      LinkLayer.pool[index].control.isMapDue = false
      sendMap(index)
    }
    LinkEncryption.resume(index)
  }

  /// The event from which on something holds that is queued now.
  private static func instant(_ index: Int) -> UInt16 {
    LinkLayer.pool[index].event &+ notice &+ LinkLayer.pool[index].latency
  }

  private static func sendUpdate(_ index: Int) {
    let wanted = LinkLayer.pool[index].control.wanted
    send(index, InstantCode.update, isUrgent: true, count: 12) {
      $0[1] = 2
      $0.put(half: 0, at: 2)
      $0.put(half: wanted.interval, at: 4)
      $0.put(half: wanted.latency, at: 6)
      $0.put(half: wanted.timeout, at: 8)
      cpu_interrupts_off()
      $0.put(half: instant(index), at: 10)
      setUpdate($0, index)
      cpu_interrupts_on()
    }
  }

  private static func sendMap(_ index: Int) {
    send(index, InstantCode.channelMap, isUrgent: true, count: 8) {
      channels.write(to: $0 + 1)
      cpu_interrupts_off()
      let instant = instant(index)
      $0.put(half: instant, at: 6)
      setMap(channels, instant, index)
      cpu_interrupts_on()
    }
  }
}
