import Foundation
import Programs
import Testing

/// Bands under a supervisor: killed and started again, with the same link, flash and port.
@Suite struct RestartTests {
  @Test func aKilledBandStartsAgainAtOnce() throws {
    try Programs.inFolder { folder in
      let script = """
        cd "$1"; export XDG_RUNTIME_DIR=$1
        for number in 1 2 3 4 5 6; do
          "$BB" run --flash f --link ./band --udp 28137 > out$number 2> errors$number & pid=$!
          until grep -q event.*link out$number; do kill -0 $pid || { cat errors$number; exit 1; }; done
          test -c band || exit 2
          kill -9 $pid
        done
        wait; "$BB" run --flash f --for 1s --link other > /dev/null; ls -A bandbox; test -L band; echo $?
        """
      let finished = try Bandbox.shell(script, folder)
      // The next band, whatever its link, takes away what the killed one left.
      #expect(finished.status == 0 && finished.output == "1\n", "\(finished)")
    }
  }

  @Test func twoThatLiveRefuseEachOther() throws {
    try Programs.inFolder { folder in
      let script = """
        cd "$1"; mkdir a b
        XDG_RUNTIME_DIR=$1/a "$BB" run "$2" --link band > out & pid=$!
        until grep -q event out; do :; done
        for runtime in a b; do XDG_RUNTIME_DIR=$1/$runtime "$BB" run "$2" --link ./band --for 1s; echo $?; done
        kill -TERM $pid; wait $pid; test -e band || echo gone
        """
      let finished = try Bandbox.shell(script, folder, Bandbox.band)
      #expect(finished.output == "2\n2\ngone\n", "\(finished)")
      let lines = finished.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
      #expect(lines.count == 2 && lines.allSatisfy { $0.contains("/band: belongs to ") }, "\(finished)")
    }
  }
}
