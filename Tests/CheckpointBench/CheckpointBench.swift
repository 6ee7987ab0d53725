import CortexM0
import Foundation
import Link
import Machine
import Session

/// What a checkpoint costs: `checkpoint-bench IMAGE` runs it for an hour of the wearer's day, then goes on in steps of 100 ms with
/// a checkpoint at each and back again, and prints one JSON object. Medians, in microseconds of this thread's time.
@main struct CheckpointBench {
  private static let warmUp: Tick = .seconds(3_600)
  private static let step: Tick = .milliseconds(100)
  private static let count = 500

  private struct Result: Encodable {
    var checkpointMicroseconds: Double
    /// Back by one step, and forward by one.
    var restoreMicroseconds: Double
    /// Of RAM, with nothing shared, and for each further one.
    var firstBytes: Int
    var bytes: Int
  }

  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      FileHandle.standardError.write(Data("usage: checkpoint-bench IMAGE\n".utf8))
      exit(2)
    }
    let wakeup = Wakeup()
    let session = try Session(
      try RunInputs(RunOptions(imagePath: CommandLine.arguments[1])), ports: SessionPorts(wakeup: wakeup),
      commands: Mailbox {}, board: StatusBoard(wakeup), stop: StopFlag())
    let (emulation, chip) = (session.emulation, session.band.chip)
    chip.run(until: warmUp)
    let before = used
    var checkpoints = [emulation.checkpoint()]
    let firstBytes = used - before
    var (saving, restoring) = ([Double](), [Double]())
    for _ in 0..<count {
      chip.run(until: emulation.now + step)
      saving.append(time { checkpoints.append(emulation.checkpoint()) })
      let (last, here) = (checkpoints[checkpoints.count - 2], checkpoints[checkpoints.count - 1])
      restoring.append(time { emulation.restore(last) })
      restoring.append(time { emulation.restore(here) })
    }
    let result = Result(
      checkpointMicroseconds: median(saving), restoreMicroseconds: median(restoring), firstBytes: firstBytes,
      bytes: (used - before - firstBytes) / count)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(result), as: UTF8.self))
  }

  /// Bytes of the process in RAM.
  private static var used: Int {
    let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * Int(getpagesize())
  }

  private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private static func time(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
    let begun = now()
    body()
    return now() - begun
  }
}
