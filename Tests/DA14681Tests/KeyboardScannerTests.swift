import Machine
import Testing

@testable import DA14681

struct KeyboardScannerTests {
  let bench = Bench()
  static let base: UInt32 = 0x5000_1600
  static let rows = [Pin(1, 0), Pin(1, 1)]
  static let columns = [Pin(3, 0), Pin(3, 1), Pin(4, 7)]
  /// A row's time: 100 cycles of 16 MHz / 4; a scan is two rows.
  static let scan: Tick = 2 * 100 * 4 * cycle

  /// A key: it joins a row's line to a column's, which is pulled up.
  final class Key {
    private let row: Line
    private let driver: LineDriver
    var isPressed = false { didSet { apply() } }

    init(_ row: Line, _ column: Line) {
      self.row = row
      driver = column.driver("key of \(row.name)")
      row.observe { [unowned self] _ in self.apply() }
    }

    private func apply() { driver.value = isPressed && !row.level ? false : nil }
  }

  let keys: [[Key]]

  init() {
    let scanner = KeyboardScanner(bench.fabric)
    _ = scanner.domain
    let fabric = bench.fabric
    keys = Self.rows.map { row in Self.columns.map { Key(fabric.pads[row], fabric.pads[$0]) } }
    for (index, pin) in Self.rows.enumerated() {
      bench.route(pin, .keyboardRow)
      bench.write(Self.mode(pin), 0x60 | UInt32(index))
    }
    for (index, pin) in Self.columns.enumerated() {
      bench.fabric.pads.setMode(PadMode(direction: 1, function: 0, isOpenDrain: false, data: false), of: pin)
      bench.write(Self.mode(pin), 0x40 | UInt32(index))
    }
    bench.fabric.clocks.configure { $0.peripherals = 1 << 5 }
    bench.write(Self.base + 2, 100)
    bench.write(Self.base + 4, 2 << 4 | 1)
    bench.write(Self.base + 6, 3 << 6 | 2)
  }

  static func mode(_ pin: Pin) -> UInt32 { base + 0x0C + 2 * UInt32(8 * pin.port + pin.bit) }

  func enable(_ bits: UInt32 = 2) { bench.write(Self.base, 1 << 12 | bits | 1) }
  var status: UInt32 { bench.read(Self.base + 8) }
  func message() -> UInt32 { bench.read(Self.base + 0x0A) }

  @Test func rowsAreLowOneAfterTheOther() {
    #expect(Self.rows.allSatisfy { bench.fabric.pads[$0].level })
    enable()
    for index in 0..<6 {
      bench.run(until: Self.scan / 2 * UInt64(index) + 1)
      #expect(Self.rows.map { bench.fabric.pads[$0].level } == (index % 2 == 0 ? [false, true] : [true, false]))
    }
    bench.write(Self.base, 0)
    #expect(Self.rows.allSatisfy { bench.fabric.pads[$0].level })
  }

  @Test func aKeyCountsAfterItsDebounce() {
    enable()
    keys[1][2].isPressed = true
    bench.run(until: 3 * Self.scan - 1)
    #expect(!bench.isRequested(.keyboard))
    bench.run(until: 3 * Self.scan)
    #expect(bench.isRequested(.keyboard))
    #expect(status == 2 << 2 | 1)
    #expect(message() == 0x200 | 2 << 4 | 1)
    #expect(message() == 0x7FF)
    #expect(!bench.isRequested(.keyboard))
    keys[1][2].isPressed = false
    bench.run(until: 5 * Self.scan)
    #expect(message() == 2 << 4 | 1)
    #expect(message() == 0x7FF)
  }

  @Test func aBounceIsNoKey() {
    enable()
    keys[0][0].isPressed = true
    bench.run(until: 2 * Self.scan)
    keys[0][0].isPressed = false
    bench.run(until: 3 * Self.scan)
    keys[0][0].isPressed = true
    bench.run(until: 5 * Self.scan)
    #expect(status == 0)
    bench.run(until: 6 * Self.scan)
    #expect(status == 2 << 2 | 1)
  }

  @Test func severalKeysOfAScanAreOneGroup() {
    enable()
    keys[0][1].isPressed = true
    keys[1][0].isPressed = true
    bench.run(until: 4 * Self.scan)
    let messages = (0..<3).map { _ in message() }
    #expect(messages == [0x210, 0x201, 0x7FF])
  }

  @Test func itStopsWhenNothingIsPressed() {
    bench.write(Self.base, 1 << 12 | 1 << 11 | 5 << 4 | 4 | 1)
    bench.run(until: 5 * Self.scan - 1)
    #expect(bench.read(Self.base) & 1 == 1)
    bench.run(until: 5 * Self.scan)
    #expect(bench.read(Self.base) & 1 == 0)
    #expect(bench.isRequested(.keyboard))
    #expect(status == 2)
    #expect(status == 0, "reading takes it back")
    #expect(!bench.isRequested(.keyboard))
  }

  @Test func queuesRunOverAndUnder() {
    enable(8)
    bench.write(Self.base + 6, 1 << 6 | 1)
    for _ in 0..<20 {
      keys[0][0].isPressed.toggle()
      bench.run(for: Self.scan)
    }
    #expect(status == 1 << 7 | 31 << 2 | 1)
    #expect(bench.isRequested(.keyboard))
    bench.write(Self.base, 1 << 14 | 1 << 12 | 8)
    #expect(status == 0, "disabling clears the overflow")
    #expect(message() == 0)
    #expect(status == 0)
    enable()
    #expect(message() == 0)
    #expect(status == 1 << 8)
  }
}
