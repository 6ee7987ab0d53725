/// Scanning, connecting to an advertiser, and the filter accept list. Bluetooth Core Specification, volume 4, part E, 7.8.10 to
/// 7.8.17.
enum ScanningCommands {
  static func reset() {
    Scanner.scanning = Scanner.Settings()
    Scanner.scanning.own = AdvertisingCommands.random
    Scanner.isActive = false
  }

  static func take(_ command: UInt16, _ data: Packet, _ count: UInt8) {
    switch command & 0x3FF {
    case 0x0B:
      guard Commands.has(count, 7, command) else { return }
      Host.complete(command, setParameters(data))
    case 0x0C:
      guard Commands.has(count, 2, command) else { return }
      enable(data[0] != 0, dropsRepeated: data[1] != 0)
      Host.complete(command, 0)
    case 0x0D: connect(command, data, count)
    case 0x0E: cancel(command)
    case 0x0F:
      Host.complete(command, 0, 1)
      Line.put(UInt8(FilterList.size))
    default: changeList(command, data, count)
    }
  }

  private static func times(_ data: Packet, at place: Int) -> Scanner.Settings? {
    let (interval, window) = (data.half(at: place), data.half(at: place + 2))
    guard (4...0x4000).contains(interval), (4...interval).contains(window) else { return nil }
    var settings = Scanner.Settings()
    settings.interval = UInt32(interval) * 625
    settings.window = UInt32(window) * 625
    settings.own = AdvertisingCommands.random
    return settings
  }

  private static func setParameters(_ data: Packet) -> UInt8 {
    guard !Scanner.isScanning else { return LinkError.disallowed }
    guard data[0] <= 1, data[6] <= 1, var settings = times(data, at: 1) else { return LinkError.invalidParameter }
    settings.isFiltered = data[6] == 1
    Scanner.scanning = settings
    Scanner.isActive = data[0] == 1
    return 0
  }

  private static func enable(_ isOn: Bool, dropsRepeated: Bool) {
    cpu_interrupts_off()
    Scanner.isScanning = isOn
    if isOn {
      Scanner.scanning.own = AdvertisingCommands.random
      AdvertisingReports.begin()
      AdvertisingReports.dropsRepeated = dropsRepeated
      Scanner.begin()
    }
    LinkLayer.changed()
    cpu_interrupts_on()
  }

  private static func connect(_ command: UInt16, _ data: Packet, _ count: UInt8) {
    guard count >= 25 else { return Host.status(command, LinkError.invalidParameter) }
    guard !Scanner.isConnecting else { return Host.status(command, LinkError.disallowed) }
    guard LinkLayer.hasFreePlace else { return Host.status(command, LinkError.connectionLimit) }
    let (interval, latency, timeout) = (data.half(at: 13), data.half(at: 17), data.half(at: 19))
    guard var settings = times(data, at: 0), data[4] <= 1, ConnectionCommands.areGood(interval, latency, timeout)
    else { return Host.status(command, LinkError.invalidParameter) }
    settings.isFiltered = data[4] == 1
    Scanner.connecting = settings
    Scanner.peer = DeviceAddress(isRandom: data[5] & 1 != 0, data + 6)
    Host.status(command, 0)
    LinkLayer.connect(interval: interval, latency: latency, timeout: timeout)
  }

  private static func cancel(_ command: UInt16) {
    cpu_interrupts_off()
    let wasConnecting = Scanner.isConnecting
    Scanner.isConnecting = false
    LinkLayer.changed()
    cpu_interrupts_on()
    Host.complete(command, wasConnecting ? 0 : LinkError.disallowed)
    if wasConnecting { Host.notConnected(LinkError.unknownConnection) }
  }

  private static func changeList(_ command: UInt16, _ data: Packet, _ count: UInt8) {
    let isCleared = command & 0x3FF == 0x10
    guard isCleared || Commands.has(count, 7, command) else { return }
    guard !Advertiser.isOn, !Scanner.isOn else { return Host.complete(command, LinkError.disallowed) }
    var status: UInt8 = 0
    cpu_interrupts_off()
    if isCleared {
      LinkLayer.filter.clear()
    } else {
      let address = DeviceAddress(isRandom: data[0] & 1 != 0, data + 1)
      if command & 0x3FF == 0x12 {
        LinkLayer.filter.remove(address)
      } else if !LinkLayer.filter.add(address) {
        status = LinkError.memoryExceeded
      }
    }
    cpu_interrupts_on()
    Host.complete(command, status)
  }
}
