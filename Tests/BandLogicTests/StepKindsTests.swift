import Foundation
import Testing

@testable import BandLogic

/// Walks of people who are not the built-in wearer, and what is no walk.
@Suite struct StepKindsTests {
  enum Kind: String, CaseIterable {
    /// The wrist beside the body; the stride's line is the strongest.
    case arm
    /// Arms thrown far out, further ahead than behind: the magnitude has hardly a line of the step.
    case wideArm
    case pocket
    /// As one holds a telephone to read from it.
    case inTheHand
    case shuffle
    case stairs
    case limp
    case runner

    func walker(_ cadence: Double) -> SyntheticWalker {
      switch self {
      case .arm: SyntheticWalker(cadence: cadence, rise: 2, swing: 30, lean: 15)
      case .wideArm: SyntheticWalker(cadence: cadence, rise: 1.5, impact: 0.05, swing: 40, lean: 25, limp: 0.15)
      case .pocket:
        SyntheticWalker(cadence: cadence, rise: 3, impact: 0.5, swing: 25, lean: 10, limb: 0.35, limp: 0.3)
      case .inTheHand: SyntheticWalker(cadence: cadence, rise: 2.5, impact: 0.05, swing: 2, lean: 60, limb: 0.3)
      case .shuffle: SyntheticWalker(cadence: cadence, rise: 1, impact: 0.15, swing: 8, limp: 0.2, jitter: 0.05)
      case .stairs: SyntheticWalker(cadence: cadence, rise: 3.5, impact: 0.3, swing: 12, limp: 0.2, jitter: 0.05)
      case .limp: SyntheticWalker(cadence: cadence, rise: 2, impact: 0.2, swing: 15, limp: 0.5, jitter: 0.04)
      case .runner: SyntheticWalker(cadence: cadence, rise: 4, impact: 0.6, swing: 25, lean: 80, limb: 0.35)
      }
    }

    /// Where it is counted within 5 %. Below, heels strike so seldom and so unevenly that six seconds do not show it.
    var cadences: StrideThrough<Double> {
      switch self {
      case .arm, .wideArm, .inTheHand: stride(from: 50, through: 200, by: 10)
      case .pocket: stride(from: 90, through: 200, by: 10)
      case .runner: stride(from: 140, through: 210, by: 10)
      case .shuffle, .stairs, .limp: stride(from: 70, through: 180, by: 10)
      }
    }
  }

  private func count(_ samples: [SIMD3<Int32>]) -> Int {
    var counter = StepCounter()
    for sample in samples { counter.add(x: sample.x, y: sample.y, z: sample.z) }
    return Int(counter.steps)
  }

  @Test("every way to walk is counted within 5 %, however the band is turned", arguments: Kind.allCases)
  func walks(_ kind: Kind) {
    for cadence in kind.cadences {
      for seed in 1...2 as ClosedRange<UInt64> {
        let counted = count(kind.walker(cadence).samples(steps: 200, seed: seed))
        #expect((190...210).contains(counted), "\(counted) of 200 at \(cadence), seed \(seed)")
      }
    }
  }

  @Test("the stride of a swinging arm is the stronger line, and still no step")
  func strideDominates() {
    let samples = Kind.wideArm.walker(117).samples(steps: 300, seed: 3)
    // The magnitude at the step's frequency and at half of it.
    func power(_ hertz: Double) -> Double {
      var (real, imaginary) = (0.0, 0.0)
      for (index, sample) in samples.enumerated() {
        let (x, y, z) = (Double(sample.x), Double(sample.y), Double(sample.z))
        let length = (x * x + y * y + z * z).squareRoot()
        let angle = 2 * Double.pi * hertz * Double(index) / 25
        real += length * cos(angle)
        imaginary += length * sin(angle)
      }
      return real * real + imaginary * imaginary
    }
    func strongest(_ near: Double) -> Double {
      stride(from: 0.95, through: 1.05, by: 0.002).map { power(near * $0) }.max() ?? 0
    }
    #expect(strongest(117.0 / 120) > strongest(117.0 / 60))
    #expect(abs(count(samples) - 300) <= 15)
  }

  @Test("driving makes next to no steps, typing and brushing teeth none", arguments: 1...3 as ClosedRange<UInt64>)
  func noWalks(seed: UInt64) {
    #expect(count(SyntheticMotion.drive(seconds: 1800, rocking: 0.03, seed: seed)) == 0)
    #expect(count(SyntheticMotion.drive(seconds: 1800, rocking: 0.05, seed: seed)) < 40)
    #expect(count(SyntheticMotion.typing(seconds: 1800, seed: seed)) == 0)
    #expect(count(SyntheticMotion.brushing(seconds: 180, seed: seed)) == 0)
    #expect(count(SyntheticMotion.cycling(seconds: 1800, seed: seed)) < 30)
  }

  @Test("deviation and root are exact to the unit", arguments: [0, 1, 3, 40, 400, 4_000, 16_000])
  func deviation(_ half: Int) {
    let values = (0..<150).map { Int16($0 % 2 == 0 ? 16_000 + half : 16_000 - half) }
    let got = values.withUnsafeBufferPointer { $0.baseAddress.map { Spread.deviation($0, 150) } ?? -1 }
    // Scaling drops four bits of values as large as these.
    #expect(abs(Int(got) - half) <= 16)
    #expect([0, 1, 2, 3, 4, 99, 100, 4_294_967_295].map { Spread.root($0) } == [0, 1, 1, 1, 2, 9, 10, 65_535])
  }
}
