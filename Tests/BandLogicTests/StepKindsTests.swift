import Foundation
import Machine
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

  @Test("a car that rocks as slowly as nobody walks makes no steps", arguments: [0.65, 0.7, 0.75])
  func slowCar(hertz: Double) {
    for seed in 1...3 as ClosedRange<UInt64> {
      #expect(count(SyntheticMotion.drive(seconds: 1800, rocking: 0.08, hertz: hertz, seed: seed)) == 0)
    }
  }

  @Test("knocks every few seconds leave the steps around them", arguments: [110, 120, 130])
  func knocks(cadence: Double) {
    let walker = SyntheticWalker(cadence: cadence, rise: 1.5, swing: 8)
    for seed in 1...2 as ClosedRange<UInt64> {
      var samples = walker.samples(steps: 200, seed: seed)
      let random = SeededNoise(seed: seed, stream: 8)
      var (place, knock) = (200, 0 as UInt64)
      while place < samples.count - 200 {
        for index in place..<place + 3 { samples[index] &+= SIMD3(1000, 500, 0) }
        place += 75 + Int(75 * random.unit(knock))
        knock += 1
      }
      let counted = count(samples)
      #expect((160...205).contains(counted), "\(counted) of 200, seed \(seed)")
    }
  }

  @Test("a few steps at a time, the hands at work, are counted within a tenth", arguments: [4...30, 8...60])
  func household(steps: ClosedRange<Int>) {
    var (counted, made) = (0, 0)
    for seed in 1...8 as ClosedRange<UInt64> {
      let household = SyntheticHousehold(steps: steps, seconds: 1800, seed: seed)
      let (own, truth) = (count(household.samples(seconds: 1800)), household.trueSteps)
      #expect(abs(own - truth) * 6 <= truth, "\(own) of \(truth), seed \(seed)")
      counted += own
      made += truth
    }
    #expect(abs(counted - made) * 10 <= made, "\(counted) of \(made)")
  }

  @Test("hands at work make next to no steps")
  func hands() {
    let counted = (1...8 as ClosedRange<UInt64>).map {
      count(SyntheticHousehold(steps: 0...0, seconds: 1800, seed: $0).samples(seconds: 1800))
    }
    #expect(counted.reduce(0, +) <= 20, "\(counted)")
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
