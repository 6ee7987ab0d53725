import SeededRandom

@testable import FlashLogic

/// A NOR flash whose supply fails in the middle of a chosen operation: what it worked on then holds any mixture of old and
/// new bits, and nothing changes any more until `restorePower`.
struct SimulatedNOR: FlashDevice {
  var contents = [UInt8](repeating: 0xFF, count: Int(FlashMap.flash.size))
  /// Erases and page programs that were begun.
  private(set) var operations = 0
  /// The operation, counted from 1, in the middle of which the supply fails.
  var failsAt: Int?
  private(set) var isDead = false
  /// Programs that wanted to set a bit: a real flash would hold something else than was asked for.
  private(set) var impossiblePrograms = 0
  private var noise: SplitMix

  init(seed: UInt64 = 1) { noise = SplitMix(seed: seed) }

  mutating func restorePower() {
    isDead = false
    failsAt = nil
    operations = 0
  }

  /// Whether the supply lasts through this operation.
  private mutating func survives() throws(FlashError) -> Bool {
    guard !isDead else { throw .failed }
    operations += 1
    isDead = operations == failsAt
    return !isDead
  }

  mutating func read(_ address: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) {
    guard Int(address) + bytes.count <= contents.count else { return bytes.update(repeating: 0xFF) }
    contents.withUnsafeBufferPointer { all in
      for index in 0..<bytes.count { bytes[index] = all[Int(address) + index] }
    }
  }

  mutating func program(_ bytes: UnsafeBufferPointer<UInt8>, at address: UInt32) throws(FlashError) {
    guard FlashMap.flash.contains(address, count: UInt32(bytes.count)) else { throw .outside }
    var place = Int(address)
    var done = 0
    while done < bytes.count {
      let count = min(bytes.count - done, 256 - place % 256)
      let isWhole = try survives()
      for index in 0..<count {
        let kept: UInt8 = isWhole ? 0 : noise.byte()
        contents[place + index] &= bytes[done + index] | kept
        if isWhole && contents[place + index] != bytes[done + index] { impossiblePrograms += 1 }
      }
      guard isWhole else { throw .failed }
      done += count
      place += count
    }
  }

  mutating func erase(sectorAt address: UInt32) throws(FlashError) {
    guard address % FlashMap.sectorSize == 0, FlashMap.flash.contains(address, count: FlashMap.sectorSize) else {
      throw .outside
    }
    let isWhole = try survives()
    for place in Int(address)..<Int(address + FlashMap.sectorSize) {
      contents[place] = isWhole ? 0xFF : Bool(noise.byte() & 1 != 0) ? contents[place] | noise.byte() : noise.byte()
    }
    guard isWhole else { throw .failed }
  }
}

extension SimulatedNOR {
  /// Puts bytes in without counting operations.
  mutating func place(_ bytes: [UInt8], at address: UInt32) {
    contents.replaceSubrange(Int(address)..<Int(address) + bytes.count, with: bytes)
  }

  subscript(_ area: FlashArea) -> ArraySlice<UInt8> { contents[Int(area.start)..<Int(area.end)] }
}
