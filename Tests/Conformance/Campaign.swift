import CortexM0

/// A comparison with Unicorn: every encoding alone, then random programs until there are enough instructions.
package struct Campaign {
  /// What was compared.
  package struct Outcome: Codable, Sendable {
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

    /// Nothing yet.
    package init() {}

    /// Adds what another process compared.
    package mutating func add(_ other: Outcome) {
      instructions += other.instructions
      encodings += other.encodings
      leftOut += other.leftOut
      stopped += other.stopped
      for (index, times) in other.operations.enumerated() where index < operations.count { operations[index] += times }
      differences += other.differences
    }

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

  /// Programs in a block, instructions of a program at most, and encodings alone in a block.
  private static let (programs, length, encodings) = (40, 250, 2_048)
  private let instructions: UInt64
  private let hasEncodings: Bool
  private let seed: UInt64
  private let share: Int
  private let shares: Int
  private let enough: Int

  /// A comparison of at least `instructions` instructions in random programs, those of block n from `seed` + n, before
  /// which `encodings` tells to execute every encoding alone. It ends after `enough` differences. Of `shares` processes that
  /// share the work this is number `share`, from 0: it takes every block of its turn.
  package init(
    instructions: UInt64, encodings: Bool, seed: UInt64, share: Int = 0, of shares: Int = 1, enough: Int = 10
  ) {
    self.shares = max(shares, 1)
    self.share = min(max(share, 0), self.shares - 1)
    self.instructions = (instructions + UInt64(self.shares) - 1) / UInt64(self.shares)
    hasEncodings = encodings
    self.seed = seed
    self.enough = enough
  }

  /// Compares. Throws where Unicorn cannot be run.
  package func run() throws -> Outcome {
    let unicorn = try Unicorn()
    var outcome = Outcome()
    var first = share * Campaign.encodings
    while hasEncodings, first < EncodingSpace.count, outcome.differences.count < enough {
      let places = first..<min(first + Campaign.encodings, EncodingSpace.count)
      let block = EncodingCases.block(places, seed: seed)
      note(block, try compare(block, unicorn, "encodings \(places)"), &outcome)
      outcome.encodings += block.programs.count
      outcome.leftOut += places.count - block.programs.count
      first += shares * Campaign.encodings
    }
    var blockSeed = seed &+ UInt64(share)
    while outcome.instructions < instructions, outcome.differences.count < enough {
      let block = DifferentialBlock(seed: blockSeed, programs: Campaign.programs, length: Campaign.length)
      note(block, try compare(block, unicorn, "seed \(blockSeed)"), &outcome)
      outcome.instructions += block.instructions
      blockSeed &+= UInt64(shares)
    }
    return outcome
  }

  private func compare(_ block: DifferentialBlock, _ unicorn: Unicorn, _ name: String) throws -> [String] {
    let results = try unicorn.run(block.programs, flash: block.flash, ram: block.ram)
    guard results.count == block.expected.count else { return ["\(name): \(results.count) results"] }
    return results.indices.filter { !block.agrees($0, results[$0]) }.map {
      "\(name), program \($0): \(block.difference($0, results[$0]))"
    }
  }

  private func note(_ block: DifferentialBlock, _ differences: [String], _ outcome: inout Outcome) {
    outcome.stopped += block.expected.count { $0.stop != nil }
    for (index, times) in block.operations.enumerated() { outcome.operations[index] += times }
    outcome.differences += differences
  }
}
