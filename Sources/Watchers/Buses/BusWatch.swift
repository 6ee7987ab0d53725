import Boards
import Machine

/// Makes transfers of what passes on a board's buses and on its data cable, for as long as it is kept. The machine does not know of it.
package final class BusWatch {
  /// A pause that ends what came on the cable, or what was sent while no part was selected.
  static let pause: Tick = .milliseconds(10)

  private unowned let band: any Board
  private let done: (BusTransfer) -> Void
  /// What goes on, by bus; the two ways of the cable are buses of their own.
  private var open: [BusTransfer?]
  private var watching: [Subscription] = []
  /// The machine repeats what it has done.
  package var isMuted = false {
    didSet { open = open.map { _ in nil } }
  }

  /// Watches all buses from now on; `done` is told of every transfer at its end.
  package init(_ band: any Board, done: @escaping (BusTransfer) -> Void) {
    self.band = band
    self.done = done
    let buses = band.buses
    open = Array(repeating: nil, count: buses.count + 2)
    for (place, bus) in buses.enumerated() {
      switch bus.wires {
      case .spi(let wires): watch(wires, bus, place)
      case .i2c(let wires):
        watching.append(wires.watch { [unowned self] in if !isMuted { take($0, bus, place) } })
      }
    }
    let cable = band.cable
    for (place, wire) in [(buses.count, cable.bandToHost), (buses.count + 1, cable.hostToBand)] {
      let isSent = wire === cable.bandToHost
      watching.append(wire.watchSent { [unowned self] in if !isMuted { take($0, isSent: isSent, place) } })
    }
  }

  /// The buses that it watches.
  package static func buses(of band: any Board) -> [String] { band.buses.map(\.name) + ["cable"] }

  private var now: Tick { band.emulation.now }

  /// Ends what has been followed by nothing for a while.
  package func settle() {
    for place in open.indices { endAfterPause(place) }
  }

  private func endAfterPause(_ place: Int) {
    guard let transfer = open[place], now - transfer.end > BusWatch.pause else { return }
    if transfer.kind == .uart || transfer.kind == .spi && transfer.part == nil { end(place) }
  }

  private func end(_ place: Int) {
    guard let transfer = open[place] else { return }
    open[place] = nil
    done(transfer)
  }

  // MARK: SPI

  private func watch(_ wires: SPIBus, _ bus: BoardBus, _ place: Int) {
    watching.append(wires.watch { [unowned self] in if !isMuted { take($0, bus, place) } })
    for part in bus.parts {
      guard let select = part.select else { continue }
      watching.append(
        select.watch { [unowned self] isHigh in
          guard !isMuted else { return }
          if isHigh {
            // A part that was selected and told nothing is not worth a word.
            if open[place]?.part == part.name, open[place]?.count == 0 { open[place] = nil }
            open[place]?.end = now
          }
          if open[place]?.part == part.name || !isHigh { end(place) }
          if !isHigh { open[place] = BusTransfer(bus.name, .spi, part: part.name, .both, at: now) }
        })
    }
  }

  private func take(_ word: SPIBus.Word, _ bus: BoardBus, _ place: Int) {
    let part = bus.parts.first { $0.part === word.target }?.name
    if let other = open[place], other.part != part { end(place) }
    endAfterPause(place)
    if open[place] == nil { open[place] = BusTransfer(bus.name, .spi, part: part, .both, at: now) }
    open[place]?.add(sent: word.sent, received: word.received, bits: word.bits, at: now)
  }

  // MARK: I2C

  private func take(_ event: I2CBus.Event, _ bus: BoardBus, _ place: Int) {
    switch event {
    case .start(let address, let isRead, let isAcknowledged):
      end(place)
      let part = bus.parts.first { ($0.part as? any I2CTarget)?.i2cAnswers(to: address) == true }
      open[place] = BusTransfer(
        bus.name, .i2c, part: part?.name, address: address, isRead ? .read : .write, at: now,
        isAcknowledged: isAcknowledged)
    case .written(let byte, let isAcknowledged):
      open[place]?.add(sent: UInt32(byte), at: now)
      if !isAcknowledged { open[place]?.isAcknowledged = false }
    case .read(let byte): open[place]?.add(received: UInt32(byte), at: now)
    case .stop:
      open[place]?.end = now
      end(place)
    }
  }

  // MARK: The cable

  private func take(_ byte: UInt8, isSent: Bool, _ place: Int) {
    endAfterPause(place)
    if open[place] == nil { open[place] = BusTransfer("cable", .uart, isSent ? .write : .read, at: now) }
    open[place]?.add(sent: isSent ? UInt32(byte) : nil, received: isSent ? nil : UInt32(byte), at: now)
    if byte == 0x0A || open[place]?.count == BusTransfer.limit { end(place) }
  }
}
