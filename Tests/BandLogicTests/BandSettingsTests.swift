import Testing

@testable import BandLogic

struct BandSettingsTests {
  private func set(_ settings: inout BandSettings, _ key: BandSettings.Key, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { settings.set(key, $0) }
  }

  private func set(_ settings: inout BandSettings, _ key: BandSettings.Key, _ number: UInt32) -> Bool {
    set(&settings, key, (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
  }

  private func value(_ settings: BandSettings, _ key: BandSettings.Key) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xEE, count: 20)
    let count = bytes.withUnsafeMutableBufferPointer { settings.value(key, into: $0) }
    return Array(bytes.prefix(count))
  }

  private func stored(_ settings: BandSettings) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: BandSettings.storedSize)
    let count = bytes.withUnsafeMutableBufferPointer { settings.store(into: $0) }
    return Array(bytes.prefix(count))
  }

  private func restored(_ bytes: [UInt8]) -> BandSettings {
    bytes.withUnsafeBufferPointer { BandSettings(stored: $0) }
  }

  @Test func defaults() {
    let settings = BandSettings()
    #expect(value(settings, .heartRateInterval) == [0x58, 0x02, 0, 0])
    #expect(value(settings, .screenTimeout) == [5, 0, 0, 0])
    #expect(value(settings, .goal) == [0x40, 0x1F, 0, 0])
    #expect(value(settings, .wristRaise) == [0, 0, 0, 0])
    #expect(value(settings, .name) == [])
  }

  @Test func ranges() {
    var settings = BandSettings()
    let cases: [(BandSettings.Key, [UInt32], [UInt32])] = [
      (.heartRateInterval, [0, 20, 600, 86_400], [1, 19, 86_401, .max]),
      (.screenTimeout, [0, 1, 60], [61, 0x3031_3233]),
      (.goal, [1, 99_999], [0, 100_000]),
      (.wristRaise, [0, 1], [2]),
    ]
    for (key, good, bad) in cases {
      for number in good {
        #expect(set(&settings, key, number))
        let before = settings
        for number in bad { #expect(!set(&settings, key, number)) }
        for size in [0, 1, 2, 3, 5, 20] { #expect(!set(&settings, key, [UInt8](repeating: 0, count: size))) }
        #expect(settings == before)
        #expect(value(settings, key) == (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
      }
    }
    // Digits of text are no numbers.
    for key in BandSettings.Key.allCases where key != .name { #expect(!set(&settings, key, Array("0060".utf8))) }
  }

  @Test func names() {
    var settings = BandSettings()
    #expect(set(&settings, .name, Array("Ännchens Band".utf8)))
    #expect(!set(&settings, .name, Array("two\nlines".utf8)))
    #expect(!set(&settings, .name, [UInt8](repeating: 0x41, count: 21)))
    #expect(value(settings, .name) == Array("Ännchens Band".utf8))
    #expect(set(&settings, .name, [UInt8](repeating: 0x41, count: 20)))
    #expect(set(&settings, .name, []))
    #expect(settings == BandSettings())
  }

  @Test func storingAndRestoring() {
    var settings = BandSettings()
    #expect(restored(stored(settings)) == settings)
    #expect(set(&settings, .heartRateInterval, 0) && set(&settings, .screenTimeout, 0) && set(&settings, .goal, 12))
    #expect(set(&settings, .wristRaise, 1) && set(&settings, .name, [UInt8](repeating: 0x62, count: 20)))
    settings.cellCapacity = 280_000
    let bytes = stored(settings)
    #expect(bytes.count == BandSettings.storedSize)
    #expect(restored(bytes) == settings)
    #expect(restored([]) == BandSettings())
    // Whatever is cut off or unknown leaves defaults; what is whole counts.
    #expect(restored(Array(bytes.prefix(7))).heartRateInterval == 0)
    #expect(restored(Array(bytes.prefix(7))).screenTimeout == 5)
    #expect(restored([99, 2, 1, 2] + bytes) == settings)
    #expect(restored([3, 4, 0xFF, 0xFF, 0xFF, 0xFF, 2, 4, 9, 0, 0, 0]).screenTimeout == 9)
    #expect(restored([3, 4, 0xFF, 0xFF, 0xFF, 0xFF]).goal == 8000)
    for cut in 0...bytes.count { _ = restored(Array(bytes.prefix(cut)) + [1, 200]) }
  }

  @Test func oneAtATime() {
    var settings = BandSettings()
    #expect(set(&settings, .heartRateInterval, 60) && set(&settings, .goal, 77) && set(&settings, .name, [0x41]))
    for key in BandSettings.Key.allCases {
      var one = BandSettings()
      one.copy(key, from: settings)
      #expect(value(one, key) == value(settings, key))
      for other in BandSettings.Key.allCases where other != key {
        #expect(value(one, other) == value(BandSettings(), other))
      }
      one.reset(key)
      #expect(one == BandSettings())
    }
  }

  /// What the gauge has learned is stored beside the settings, where there is anything.
  @Test func theCellsCapacity() {
    var settings = BandSettings()
    let plain = stored(settings)
    settings.cellCapacity = 0x0003_8A5C
    #expect(settings != BandSettings())
    let bytes = stored(settings)
    #expect(bytes == plain + [128, 4, 0x5C, 0x8A, 3, 0])
    #expect(restored(bytes) == settings && restored(plain).cellCapacity == 0)
    #expect(restored(Array(bytes.dropLast())).cellCapacity == 0)
    #expect(bytes.count <= BandSettings.storedSize)
  }
}
