import Conformance
import DA14681
import Foundation
import Machine
import SeededRandom

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
    begin(plan, whole)
    let rest = execute(plan, 0..., on: whole, cuts: nil, progress)
    if rest == nil && whole.emulation.now < plan.end { fatalError("the run ended before its time") }
    let times = whole.soc.modeTicks.values.reduce(0, +)
    if times != whole.emulation.now { fatalError("the times in all modes are not all time") }
    switch seed % 8 {
    case 0:
      let pieces = makes(seed)
      begin(plan, pieces)
      _ = execute(plan, 0..., on: pieces, cuts: SplitMix(seed: ~seed), progress)
      compare(whole, pieces, "in pieces")
    case 4: compare(whole, restored(plan, progress), "with a snapshot taken over by another machine")
    default: break
    }
  }

  /// The run up to the middle on one machine, and the rest on another that takes over its snapshot.
  private func restored(_ plan: Plan, _ progress: () -> Void) -> any Rig {
    let first = makes(seed)
    begin(plan, first)
    let middle = plan.actions.count / 2
    if execute(plan, 0...middle, on: first, cuts: nil, progress) != nil { return first }
    // As a run does that begins from a snapshot: the image is loaded first.
    let second = makes(seed)
    begin(plan, second)
    do {
      let decoder = JSONDecoder()
      try second.emulation.restore(from: decoder.decode(AnyDecoder.self, from: MachineCase.state(first)).decoder)
    } catch {
      fatalError("the snapshot cannot be taken over: \(error)")
    }
    _ = execute(plan, (middle + 1)..., on: second, cuts: nil, progress)
    return second
  }

  private struct AnyDecoder: Decodable {
    let decoder: any Decoder
    init(from decoder: any Decoder) { self.decoder = decoder }
  }

  private func compare(_ first: any Rig, _ second: any Rig, _ how: String) {
    let (first, second) = (MachineCase.state(first), MachineCase.state(second))
    guard first != second else { return }
    let place = zip(first, second).prefix { $0 == $1 }.count
    let near = [first, second].map {
      String(decoding: $0[max(0, min(place, $0.count) - 300)..<min($0.count, place + 60)], as: UTF8.self)
    }
    fatalError("the same run \(how) ends differently; near: \(near[0]) instead of \(near[1])")
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

  private func begin(_ plan: Plan, _ rig: any Rig) {
    let soc = rig.soc
    if plan.isInFlash { soc.flash.store(plan.image, at: 0) }
    let words = [0, 4].map { place in
      (0..<4).reduce(UInt32(0)) { $0 | UInt32(plan.image[place + $1]) << UInt32(8 * $1) }
    }
    soc.start(.image(stackPointer: words[0], programCounter: words[1], remap: plan.isInFlash ? .flash : .ram))
    soc.ram.store(plan.isInFlash ? Array(plan.image.prefix(0x100)) : plan.image, at: 0)
  }

  /// Does some of the actions, and where the last is among them runs to the end. Returns the number of the action
  /// before which there were enough instructions, if there were.
  private func execute(
    _ plan: Plan, _ part: some RangeExpression<Int>, on rig: any Rig, cuts: SplitMix?, _ progress: () -> Void
  ) -> Int? {
    let soc = rig.soc
    var cuts = cuts
    for (index, (time, action)) in plan.actions.enumerated() where part.contains(index) {
      advance(soc, to: time, &cuts, progress)
      if soc.cpu.instructions > Self.enough { return index }
      rig.act(soc.isLockedUp ? .resetHardware : action)
    }
    if soc.cpu.instructions > Self.enough { return plan.actions.count }
    if part.contains(plan.actions.count) { advance(soc, to: plan.end, &cuts, progress) }
    return nil
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
