import Machine
import Testing

@testable import World

@Suite struct RecordedMotionTests {
  let text = """
    seconds,x_g,y_g,z_g,true_steps
    0.5,0.1,0.2,1.0,0
    # a remark
    1.5,0.3,-0.2,1.0,1

    4.0,0.3,0.2,0.5,7
    """

  func time(_ seconds: Double) -> Tick { .seconds(rounding: seconds) }

  @Test func playsWithItsOwnTimes() throws {
    let motion = RecordedMotion(try MotionRecording(text, name: "walk.csv").samples)
    #expect(motion.acceleration(at: 0) == Acceleration(x: 100_000, y: 200_000, z: 1_000_000))
    #expect(motion.acceleration(at: time(1.0)) == Acceleration(x: 200_000, y: 0, z: 1_000_000))
    #expect(motion.acceleration(at: time(3.0)) == Acceleration(x: 300_000, y: 40_000, z: 700_000))
    #expect(motion.acceleration(at: time(1.0)) == Acceleration(x: 200_000, y: 0, z: 1_000_000))
    #expect(motion.acceleration(at: time(4.0)) == Acceleration(x: 300_000, y: 200_000, z: 500_000))
    #expect(motion.acceleration(at: time(100)) == Acceleration(x: 300_000, y: 200_000, z: 500_000))
    #expect([0.2, 1.4, 1.5, 3.9, 4.0, 50].map { motion.trueSteps(at: time($0)) } == [0, 0, 1, 1, 7, 7])
  }

  @Test func anyOrderOfColumnsAndLineEndsWillDo() throws {
    let samples = try MotionRecording(
      "\u{FEFF}label, z ,Y,x,time\r\nwalk,0.1,0.2,0.9,0\r\nwalk,0.4,0.5,0.6,0.25\r\n", name: "a.csv"
    ).samples
    #expect(
      samples == [
        .init(time: 0, acceleration: Acceleration(g: 0.9, 0.2, 0.1)),
        .init(time: Tick.perSecond / 4, acceleration: Acceleration(g: 0.6, 0.5, 0.4)),
      ])
  }

  @Test(arguments: [
    ("", "f.csv: expected the header 'seconds,x,y,z', found an empty file"),
    ("1,2,3,4\n", "f.csv:1: expected the header 'seconds,x,y,z', found '1,2,3,4'"),
    ("seconds,x,y\n0,1,2\n", "f.csv:1: expected the header 'seconds,x,y,z', found 'seconds,x,y'"),
    ("seconds,x,y,z\n", "f.csv: expected at least one line of numbers below the header"),
    ("seconds,x,y,z\n0,0,0,1\n1,0,zero,1\n", "f.csv:3: expected a number for 'y', found 'zero'"),
    ("seconds,x,y,z\n0,0,0\n", "f.csv:2: expected a number for 'z', the line has 3 columns"),
    ("seconds,x,y,z\n0,nan,0,0\n", "f.csv:2: expected a number for 'x', found 'nan'"),
    ("seconds,x,y,z\n-1,0,0,0\n", "f.csv:2: expected seconds from 0 to ten years, found -1.0"),
    (
      "seconds,x,y,z\n1,0,0,1\n\n0.5,0,0,1\n",
      "f.csv:4: expected a time not before that of the line above, found 0.5"
    ),
    (
      "seconds,x,y,z\n0,0,0,1\n1,0,2e6,1\n2,0,0,1\n", "f.csv:3: expected an acceleration within 1000 g, found 2000000.0"
    ),
  ])
  func wrongFilesGetOneClearLine(_ text: String, _ message: String) {
    #expect(throws: RecordingError(message)) { try MotionRecording(text, name: "f.csv") }
  }

  @Test func withoutSamplesItLiesStill() {
    let motion = RecordedMotion([])
    #expect(motion.acceleration(at: 0) == .still)
    #expect(motion.acceleration(at: .max) == .still)
  }

  @Test func randomTextNeverCrashes() {
    let noise = SeededNoise(seed: 44)
    let pieces = ["seconds,x,y,z", "\n", ",", "1", "-", "e", "9999999999", "\"", "#", "0.5", " ", "\u{1F600}", "inf"]
    for round in 0..<2_000 as Range<UInt64> {
      let text = (0..<30).map { pieces[Int(noise.bits(round * 32 + $0) % UInt64(pieces.count))] }.joined()
      _ = try? MotionRecording("seconds,x,y,z\n" + text, name: "f")
      _ = try? MotionRecording(text, name: "f")
    }
  }
}
