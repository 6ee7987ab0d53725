import CortexM0
import Foundation
import Synchronization

/// A comparison with Unicorn: every encoding alone, then random programs until there are enough instructions.
package final class Campaign: Sendable {
  /// What was compared.
  package struct Outcome: Sendable {
    /// Instructions in random programs.
    package var instructions: UInt64 = 0
    /// Encodings executed alone.
    package var encodings = 0
    /// Encodings for which there was nothing to compare.
    package var leftOut = 0
    /// Programs, also those of one instruction, that ended in a fault, a supervisor call or a breakpoint.
    package var stopped = 0
    /// How often each operation was executed, by its number.
    package var operations = [UInt64](repeating: 0, count: Opcode.allCases.count)
    /// The differences found, described.
    package var differences: [String] = []

    /// Operations that were never executed, besides those that are no instructions and those that wait for something
    /// that does not come here.
    package var unseen: [Opcode] {
      let exempt: Set<Opcode> = [
        .undecoded, .regionEnd, .waitForInterrupt, .waitForEvent, .branchNear, .branchLinkNear,
      ]
      let near = Opcode.branchEQ.rawValue...Opcode.branchLE.rawValue
      return Opcode.allCases.filter {
        operations[Int($0.rawValue)] == 0 && !exempt.contains($0) && !near.contains($0.rawValue)
      }
    }
  }

  private struct State: Sendable {
    var encodings: Int
    var instructions: UInt64
    var seed: UInt64
    var outcome = Outcome()
    var failure: (any Error)?
  }

  private enum Work {
    case encodings(Range<Int>, seed: UInt64)
    case programs(seed: UInt64)
  }

  /// Programs in a block, instructions of a program at most, and encodings alone in a block.
  private static let (programs, length, encodings) = (40, 250, 2_048)
  private let jobs: Int
  private let enough: Int
  private let state: Mutex<State>

  /// A comparison of at least `instructions` instructions in random programs, those of block n from `seed` + n, before
  /// which `encodings` tells to execute every encoding alone. It ends after `enough` differences. Each of `jobs` threads has a Unicorn process of its own.
  package init(instructions: UInt64, encodings: Bool, seed: UInt64, jobs: Int, enough: Int = 10) {
    self.enough = enough
    self.jobs = max(jobs, 1)
    state = Mutex(State(encodings: encodings ? 0 : EncodingSpace.count, instructions: instructions, seed: seed))
  }

  /// Compares. Throws where Unicorn cannot be run.
  package func run() throws -> Outcome {
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      do { try work() } catch { state.withLock { $0.failure = error } }
    }
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.outcome
    }
  }

  private func next() -> Work? {
    state.withLock { state in
      if state.failure != nil || state.outcome.differences.count >= enough { return nil }
      if state.encodings < EncodingSpace.count {
        let places = state.encodings..<min(state.encodings + Campaign.encodings, EncodingSpace.count)
        state.encodings = places.upperBound
        return .encodings(places, seed: state.seed)
      }
      guard state.outcome.instructions < state.instructions else { return nil }
      defer { state.seed &+= 1 }
      return .programs(seed: state.seed)
    }
  }

  private func work() throws {
    let unicorn = try Unicorn()
    while let work = next() {
      switch work {
      case .encodings(let places, let seed):
        let block = EncodingCases.block(places, seed: seed)
        let differences = try compare(block, unicorn, "encodings \(places)")
        note(block, differences) { outcome in
          outcome.encodings += block.programs.count
          outcome.leftOut += places.count - block.programs.count
        }
      case .programs(let seed):
        let block = DifferentialBlock(seed: seed, programs: Campaign.programs, length: Campaign.length)
        let differences = try compare(block, unicorn, "seed \(seed)")
        note(block, differences) { $0.instructions += block.instructions }
      }
    }
  }

  private func compare(_ block: DifferentialBlock, _ unicorn: Unicorn, _ name: String) throws -> [String] {
    let results = try unicorn.run(block.programs, flash: block.flash, ram: block.ram)
    guard results.count == block.expected.count else { return ["\(name): \(results.count) results"] }
    return results.indices.filter { !block.agrees($0, results[$0]) }.map {
      "\(name), program \($0): \(block.difference($0, results[$0]))"
    }
  }

  private func note(_ block: DifferentialBlock, _ differences: [String], _ count: (inout Outcome) -> Void) {
    state.withLock { state in
      count(&state.outcome)
      state.outcome.stopped += block.expected.count { $0.stop != nil }
      for (index, times) in block.operations.enumerated() { state.outcome.operations[index] += times }
      state.outcome.differences += differences
    }
  }
}
