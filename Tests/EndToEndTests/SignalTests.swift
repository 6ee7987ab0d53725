import Foundation
import Programs
import Testing

/// A run that is asked to end, as terminals, `timeout` and supervisors ask.
@Suite struct SignalTests {
  /// Starts a band with a UDP port and a report, waits until it announces itself, and does `then`; `$pid` is the band.
  private func run(_ then: String, prefix: String = "", options: String = "--udp 0") throws -> (Finished, RunReport?) {
    try Programs.inFolder { folder in
      let script = """
        cd "$1"; mkfifo lines; \(prefix) "$BB" run "$2" --wear none \(options) --report r.json > lines 2> errors & pid=$!
        exec 3< lines; while read -r line <&3; do case $line in *event*udp*) break;; esac; done
        \(then)
        cat <&3; wait $pid; echo "status $?"
        """
      let finished = try Bandbox.shell(script, folder, Bandbox.band)
      let report = FileManager.default.contents(atPath: folder + "/r.json").flatMap { try? RunReport($0) }
      return (finished, report)
    }
  }

  @Test(arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
  func theFirstSignalEndsCleanly(signal: String, status: Int) throws {
    for then in ["kill -\(signal) $pid", "kill -\(signal) $pid; kill -\(signal) $pid; kill -TERM $pid"] {
      let (finished, report) = try run(then)
      #expect(finished.output.contains("average current"), "\(finished)")
      #expect(finished.output.hasSuffix("status \(status)\n"), "\(finished)")
      #expect(report != nil)
    }
  }

  @Test func noHangUpReachesABandUnderNohup() throws {
    let (finished, _) = try run("kill -HUP $pid; kill -TERM $pid", prefix: "nohup")
    #expect(finished.output.hasSuffix("status 143\n"), "\(finished)")
  }

  @Test func aGroupOfItsOwnAndABlockedSignalMakeNoDifference() throws {
    let (finished, _) = try run("kill -INT $pid", prefix: "setsid")
    #expect(finished.output.contains("average current") && finished.output.hasSuffix("status 130\n"), "\(finished)")
    let python = try Programs.client("python")
    let block =
      "import os,signal,sys; signal.pthread_sigmask(signal.SIG_BLOCK,[2,15]); os.execvp(sys.argv[1],sys.argv[1:])"
    let (blocked, _) = try run("kill -INT $pid", prefix: "\(python) -c '\(block)'")
    #expect(blocked.output.hasSuffix("status 130\n"), "\(blocked)")
  }

  @Test func timeoutGetsTheTable() throws {
    let finished = try Bandbox.shell(
      "timeout -s INT 2 \"$BB\" run \"$1\" --link \"$2\"; echo $?", Bandbox.band,
      NSTemporaryDirectory() + UUID().uuidString)
    #expect(finished.output.contains("average current") && finished.output.hasSuffix("124\n"), "\(finished)")
  }

  /// It waits for the reader of a pipe; a later signal does not wait with it.
  @Test func aLaterSecondSignalEndsAtOnce() throws {
    try Programs.inFolder { folder in
      let script = """
        cd "$1"; mkfifo pipe; "$BB" run "$2" --udp 0 --screenshot pipe > out & pid=$!
        until grep -q event out; do :; done
        kill -TERM $pid; sleep 0.7; kill -TERM $pid; wait $pid; echo $?
        """
      let finished = try Bandbox.shell(script, folder, Bandbox.band)
      #expect(finished.output == "143\n", "\(finished)")
    }
  }
}
