/// Connections as the host has them.
extension LinkLayer {
  // MARK: In the radio's interrupt

  private static var freePlace: Int? {
    for index in 0..<connections where !pool[index].isUsed { return index }
    return nil
  }

  /// A request to connect to this advertiser has just been received. False where there is no room, or it makes no sense.
  static func accept(_ request: Packet, from peer: DeviceAddress) -> Bool {
    guard let place = freePlace, ChannelMap(request.payload + 28).count >= 2, request.payload.half(at: 26) > 0 else {
      return false
    }
    // The packet's end on the air: 3 us before the radio has it.
    let end = RadioClock.instant(RadioClock.packetEnd &- 3)
    pool[place].begin(request, peer: peer, isCentral: false, requestEnd: end)
    hasWork = 1
    return true
  }

  /// Our request to connect has just been sent.
  static func initiated(_ request: Packet, to peer: DeviceAddress) {
    guard let place = freePlace else { return }
    let end = RadioClock.instant(RadioClock.packetEnd &+ 1)
    pool[place].begin(request, peer: peer, isCentral: true, requestEnd: end)
    hasWork = 1
  }

  // MARK: In the main loop

  static var hasFreePlace: Bool { freePlace != nil }

  /// Whether a connection is there that the host knows of.
  static func isOpen(_ index: Int) -> Bool {
    index < connections && pool[index].isUsed && pool[index].isReported && pool[index].reason == 0
  }

  /// Begins to look for a peer to connect to: 1.25 ms and 10 ms each.
  static func connect(interval: UInt16, latency: UInt16, timeout: UInt16) {
    let data = Packets.connectRequest.payload
    data.put(word: RandomBits.accessAddress(), at: 12)
    data.put(word: RandomBits.word(), at: 16)
    data[19] = 2
    data.put(half: 0, at: 20)
    data.put(half: interval, at: 22)
    data.put(half: latency, at: 24)
    data.put(half: timeout, at: 26)
    LinkControl.channels.write(to: data + 28)
    data[33] = UInt8(5 + RandomBits.word() % 12) | Connection.accuracyCode << 5
    cpu_interrupts_off()
    Scanner.isConnecting = true
    Scanner.begin()
    changed()
    cpu_interrupts_on()
  }

  /// Queues a packet for a peer, an urgent one before those that wait; false where there is no room.
  static func send(
    _ index: Int, _ identifier: UInt8, isUrgent: Bool = false, count: UInt8, _ write: (Packet) -> Void
  ) -> Bool {
    guard index < connections, pool[index].isUsed, pool[index].reason == 0, pool[index].queue.hasRoom() else {
      return false
    }
    // The radio's interrupt does not see the packet before it is added.
    let packet = pool[index].queue.place(index, isUrgent: isUrgent)
    packet[0] = identifier
    packet[1] = count
    write(packet.payload)
    packet[LinkQueue.mark] = packet.payload[0]
    if isUrgent || !pool[index].queue.isPaused { encryptIfNeeded(packet, index) }
    cpu_interrupts_off()
    pool[index].queue.add(isUrgent: isUrgent)
    if pool[index].latency > 0 { changed() }
    cpu_interrupts_on()
    return true
  }

  static func encryptIfNeeded(_ packet: Packet, _ index: Int) {
    guard pool[index].cipher.isSending else { return }
    pool[index].cipher.encrypt(packet, fromCentral: pool[index].isCentral)
  }

  /// Whether a received packet is what the peer sent; a wrong check ends the connection.
  private static func decryptIfNeeded(_ packet: Packet, _ index: Int) -> Bool {
    guard pool[index].cipher.isReceiving else { return true }
    if pool[index].cipher.decrypt(packet, fromCentral: !pool[index].isCentral) { return true }
    cpu_interrupts_off()
    pool[index].end(LinkError.checkFailure)
    cpu_interrupts_on()
    return false
  }

  /// Ends a connection: the peer is told why, and has the supervision timeout to hear it.
  static func disconnect(_ index: Int, _ reason: UInt8) {
    guard isOpen(index), !pool[index].control.isTerminating else { return }
    pool[index].control.isTerminating = true
    LinkControl.send(index, LinkQueue.terminate, isUrgent: true, count: 2) { $0[1] = reason }
  }

  /// Tells the host what has happened, as far as it has room.
  static func work() {
    hasWork = 0
    for index in 0..<connections where pool[index].isUsed {
      if !pool[index].isReported {
        guard Host.hasRoom else { return retry() }
        pool[index].isReported = true
        Host.connected(index)
      }
    }
    while let (packet, index) = ReceivedData.first {
      // Of a connection that has been made meanwhile the host is told first.
      guard Host.hasRoom, !pool[index].isUsed || pool[index].isReported else { return retry() }
      if pool[index].isUsed, pool[index].reason == 0, decryptIfNeeded(packet, index) {
        if packet[0] & 3 == LinkQueue.control {
          LinkControl.take(packet, index)
        } else {
          Host.received(index, packet)
        }
      }
      cpu_interrupts_off()
      ReceivedData.drop()
      cpu_interrupts_on()
    }
    for index in 0..<connections where pool[index].isUsed { tellHost(index) }
    while let report = AdvertisingReports.first {
      guard Host.hasRoom else { return retry() }
      if Scanner.isScanning { Host.advertised(report) }
      cpu_interrupts_off()
      AdvertisingReports.drop()
      cpu_interrupts_on()
    }
  }

  private static func retry() { hasWork = 1 }

  /// Ticks of the radio's clock.
  static var now: UInt32 {
    cpu_interrupts_off()
    defer { cpu_interrupts_on() }
    return RadioClock.now
  }

  private static func tellHost(_ index: Int) {
    guard Host.hasRoom else { return retry() }
    LinkControl.watch(index)
    cpu_interrupts_off()
    let completed = pool[index].queue.completed
    pool[index].queue.completed = 0
    let reason = pool[index].reason
    let isUpdated = pool[index].control.isUpdated
    pool[index].control.isUpdated = false
    cpu_interrupts_on()
    if completed > 0 { Host.completed(index, completed) }
    if isUpdated {
      pool[index].control.isUpdateWanted = false
      Host.updated(index, 0)
    }
    LinkControl.tellHost(index)
    LinkControl.goOn(index)
    guard reason != 0 else { return }
    LinkControl.giveUp(index, reason)
    cpu_interrupts_off()
    pool[index].isUsed = false
    cpu_interrupts_on()
    Host.disconnected(index, reason)
  }
}
