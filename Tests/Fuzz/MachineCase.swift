import Conformance
import DA1468x
import Foundation
import Machine

/// Hostile firmware on a machine whose surroundings do random things at random times. It must come to its end, and do
/// the same however the run is cut into pieces.
struct MachineCase {
  private let seed: UInt64
  private let makes: (UInt64) -> any Rig

  init(seed: UInt64, makes: @escaping (UInt64) -> any Rig) {
    self.seed = seed
    self.makes = makes
  }

  /// What the firmware is and what happens when.
  private struct Plan {
    var image: [UInt8] = []
    var isInFlash = false
    var actions: [(Tick, RigAction)] = []
    var end: Tick = 0
  }

  /// Instructions after which a case ends, at the next action.
  private static let enough: UInt64 = 3_000_000

  func run(_ progress: () -> Void) {
    let whole = makes(seed)
    let plan = plan(whole.soc)
    execute(plan, on: whole, cuts: nil, progress)
    guard seed % 4 == 0 else { return }
    let pieces = makes(seed)
    execute(plan, on: pieces, cuts: SplitMix(seed: ~seed), progress)
    let (first, second) = (MachineCase.state(whole), MachineCase.state(pieces))
    if first != second {
      let place = zip(first, second).prefix { $0 == $1 }.count
      let near = String(decoding: first[max(0, place - 300)..<min(first.count, place + 60)], as: UTF8.self)
      fatalError("the same run in pieces ends differently; near: \(near)")
    }
  }

  private func plan(_ soc: DA14681) -> Plan {
    var random = SplitMix(seed: seed)
    var code = HostileCode(soc, random: SplitMix(seed: random.next()))
    var plan = Plan()
    plan.isInFlash = random.below(4) == 0
    plan.image = code.image(
      size: 0x400 << random.below(6), stackPointer: 0x07FE_0000 - UInt32(random.below(4)) * 0x1000)
    let milliseconds: [UInt64] = [2, 5, 20, 20, 20, 60, 200, 2_000]
    plan.end = .milliseconds(milliseconds[random.below(milliseconds.count)])
    let count = random.below(60)
    let times = (0..<count).map { _ in random.next() % plan.end }.sorted()
    plan.actions = times.map { ($0, MachineCase.action(&random, &code)) }
    return plan
  }

  private static func action(_ random: inout SplitMix, _ code: inout HostileCode) -> RigAction {
    switch random.below(24) {
    case 0..<8: return .pad(random.below(64), [true, false, nil][random.below(3)])
    case 8: return .bus(random.below(2) == 0)
    case 9..<14:
      let place = code.place()
      return .write(place.address, width: code.width(place), value: code.value(place))
    case 14:
      let place = code.place()
      return .read(place.address, width: code.width(place))
    case 15, 16, 17:
      let baud: [UInt64] = [1, 300, 9_600, 57_600, 115_200, 1_000_000, 8_000_000]
      return .byte(
        isSecond: random.below(2) == 0, UInt8(random.below(256)), baud: baud[random.below(baud.count)])
    case 18: return .key(random.below(2) == 0)
    case 19: return .cable(random.below(2) == 0)
    case 20, 21: return .charger(random.below(2) == 0)
    case 22: return .ambient(random.below(400_000) - 200_000)
    default: return .resetHardware
    }
  }

  private func execute(_ plan: Plan, on rig: any Rig, cuts: SplitMix?, _ progress: () -> Void) {
    let soc = rig.soc
    if plan.isInFlash { soc.flash.store(plan.image, at: 0) }
    let vectors = plan.image.prefix(8)
    let words = [0, 4].map { place in (0..<4).reduce(UInt32(0)) { $0 | UInt32(vectors[place + $1]) << UInt32(8 * $1) } }
    soc.start(.image(stackPointer: words[0], programCounter: words[1], remap: plan.isInFlash ? .flash : .ram))
    soc.ram.store(plan.isInFlash ? Array(plan.image.prefix(0x100)) : plan.image, at: 0)
    var cuts = cuts
    for (time, action) in plan.actions {
      advance(soc, to: time, &cuts, progress)
      if soc.cpu.instructions > Self.enough { break }
      rig.act(soc.isLockedUp ? .resetHardware : action)
    }
    if soc.cpu.instructions <= Self.enough {
      advance(soc, to: plan.end, &cuts, progress)
      if rig.emulation.now < plan.end { fatalError("the run ended before its time") }
    }
    if soc.modeTicks.values.reduce(0, +) != rig.emulation.now { fatalError("the times in all modes are not all time") }
  }

  private func advance(_ soc: DA14681, to time: Tick, _ cuts: inout SplitMix?, _ progress: () -> Void) {
    progress()
    if cuts != nil {
      for _ in 0..<20 where soc.emulation.now < time {
        let step = cuts.map { _ in cuts?.next() ?? 0 } ?? 0
        soc.run(until: min(time, soc.emulation.now &+ 1 &+ step % max(1, (time - soc.emulation.now) / 4)))
      }
    }
    soc.run(until: time)
    progress()
  }

  /// The snapshot, as JSON.
  private static func state(_ rig: any Rig) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(rig.emulation.snapshot) else { fatalError("the snapshot cannot be encoded") }
    return data
  }
}
