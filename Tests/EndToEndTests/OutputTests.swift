import Foundation
import Programs
import Testing

/// Every output of a run reaches the file that was named, or its loss is an error.
@Suite struct OutputTests {
  private static let quick = ["run", Bandbox.band, "--for", "1s", "--wear", "none"]
  private static let options = ["--report", "--screenshot", "--snapshot-out", "--record", "--ppk2-out"]

  /// What kind of file stands at a path, itself and not what it leads to.
  private func kind(_ path: String) -> mode_t {
    var found = stat()
    return lstat(path, &found) == 0 ? found.st_mode & S_IFMT : 0
  }

  @Test(arguments: options)
  func devicesAreWrittenInPlace(option: String) throws {
    try Programs.inFolder { folder in
      #expect(symlink("/dev/null", folder + "/sink") == 0)
      for path in ["/dev/null", folder + "/sink"] {
        #expect(try Bandbox.run(Self.quick + ["--quiet", option, path]).status == 0)
      }
      #expect(kind("/dev/null") == S_IFCHR)
      #expect(kind(folder + "/sink") == S_IFLNK)
      let full = try Bandbox.run(Self.quick + [option, "/dev/full"])
      #expect(full.status == 2)
      #expect(full.errors.contains("error: /dev/full: cannot be written: No space left on device\n"), "\(full.errors)")
      #expect(full.output.contains("average current"), "the table is not lost")
    }
  }

  @Test(arguments: options)
  func aPipeTakesAnyOutput(option: String) throws {
    try Programs.inFolder { folder in
      let script = """
        cd "$1"; mkfifo pipe; cat pipe > got & "$BB" run "$2" --for 1s --quiet \(option) pipe || exit; wait; test -p pipe
        "$BB" run "$2" --for 1s --quiet \(option) file && "$BB" run "$2" --for 1s \(option) - > out 2> table
        """
      let finished = try Bandbox.shell(script, folder, Bandbox.band)
      #expect(finished.status == 0, "\(finished.errors)")
      func size(_ name: String) -> Int { FileManager.default.contents(atPath: folder + "/" + name)?.count ?? 0 }
      #expect(size("got") > 0)
      // A report has the host's seconds in it; the others are the same whatever takes them.
      if option != "--report" {
        #expect(size("got") == size("file") && size("out") == size("file"))
      }
      let table = String(decoding: FileManager.default.contents(atPath: folder + "/table") ?? Data(), as: UTF8.self)
      #expect(table.contains("average current"))
    }
  }

  @Test func aReportOnStandardOutputIsNothingElse() throws {
    for path in ["-", "/dev/stdout", "/proc/self/fd/1"] {
      let finished = try Bandbox.run(Self.quick + ["--report", path])
      #expect(finished.status == 0)
      let report = try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any]
      #expect(report?["digest"] is String)
      #expect(finished.errors.contains("average current"))
    }
  }

  @Test func regularFilesKeepWhatTheyAre() throws {
    try Programs.inFolder { folder in
      let script = """
        umask 022; cd "$1"; echo old > file; chmod 640 file; ln -s file link; ln -s later dangling; echo old > one; ln one other
        for path in link dangling one; do "$BB" run "$2" --for 1s --quiet --report $path || exit; done
        stat -c '%a %F' file link later dangling; stat -c %h one; cmp -s one other && echo same; ls -A | wc -l
        """
      let finished = try Bandbox.shell(script, folder, Bandbox.band)
      let expected = "640 regular file\n777 symbolic link\n644 regular file\n777 symbolic link\n2\nsame\n6\n"
      #expect(finished.output == expected, "\(finished)")
      for name in ["file", "later", "one"] {
        let data = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
        #expect(throws: Never.self) { try RunReport(data) }
      }
    }
  }

  /// A limit of file sizes stands for the full disk: what was there stays, and no part of the new one.
  @Test func aFileThatDoesNotFitLeavesTheOldOne() throws {
    try Programs.inFolder { folder in
      let script = """
        cd "$1"; echo old > state; ulimit -f 24; "$BB" run "$2" --for 1s --snapshot-out state --report r.json; echo $?
        cat state; ls -A
        """
      let finished = try Bandbox.shell(script, folder, Bandbox.band)
      #expect(finished.output.hasSuffix("2\nold\nr.json\nstate\n"), "\(finished)")
      #expect(finished.errors.contains("error: state: cannot be written: File too large\n"))
      // A recording begins with its inputs, and these are too many.
      let events = "time,what,value\n" + String(repeating: "1d,touch,150ms\n", count: 1_000)
      try events.write(toFile: folder + "/e.csv", atomically: true, encoding: .utf8)
      let long = try Bandbox.shell(
        "cd $1; ulimit -f 24; \"$BB\" run $2 --for 1s --record r --events e.csv; echo $?", folder, Bandbox.band)
      #expect(long.output.contains("average current") && long.output.hasSuffix("2\n"), "\(long)")
    }
  }

  @Test func whatCannotBeWrittenIsRefusedBeforeTheRun() throws {
    try Programs.inFolder { folder in
      _ = FileManager.default.createFile(atPath: folder + "/plain", contents: Data())
      let image = folder + "/band.elf"
      try FileManager.default.copyItem(atPath: Bandbox.band, toPath: image)
      let events = folder + "/events.csv"
      try "time,what,value\n".write(toFile: events, atomically: true, encoding: .utf8)
      let cases: [([String], String)] = [
        (["--report", folder], "is a directory"), (["--report", folder + "/none/r"], "there is no folder"),
        (["--report", folder + "/plain/r"], "Not a directory"), (["--report", ""], "expected a path"),
        (["--report", "/proc/report"], "cannot be written"), (["--report", folder + "/new/"], "there is no folder"),
        (["--report", image], "is the image"), (["--events", events, "--report", events], "is the input of --events"),
        (["--flash", folder + "/f", "--report", folder + "/./f"], "is the flash"),
        (
          ["--report", folder + "/a", "--screenshot", folder + "/../" + (folder as NSString).lastPathComponent + "/a"],
          "is taken by"
        ),
        (["--report", "-", "--snapshot-out", "-"], "standard output is taken by"),
        (["--console", "--report", "-"], "standard output is that of --console"),
        (["--semihosting", "--record", "/dev/stdout"], "standard output is that of semihosting"),
      ]
      _ = FileManager.default.createFile(atPath: folder + "/f", contents: Data(repeating: 0xFF, count: 1 << 20))
      for (arguments, words) in cases {
        let untouched = folder + "/untouched.rec"
        let finished = try Bandbox.run(["run", image, "--for", "1s", "--ppk2-out", untouched] + arguments)
        #expect(finished.status == 2, "\(arguments): \(finished)")
        #expect(finished.errors.hasPrefix("error: --") && finished.errors.contains(words), "\(finished.errors)")
        #expect(finished.errors.split(separator: "\n").count == 1 && finished.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: untouched))
      }
    }
  }

  /// What goes to standard output and is lost is no success either.
  @Test(arguments: ["images", "registers", "power --coefficients", "--help", "info $2", "run $2 --for 1s", "point <$3"])
  func aFullDiskBehindStandardOutputIsAnError(command: String) throws {
    try Programs.inFolder { folder in
      let scenario = folder + "/s.yaml"
      try "image: \(Bandbox.band)\nduration: 1s\n".write(toFile: scenario, atomically: true, encoding: .utf8)
      let point = folder + "/point.json"
      try "{\"scenario\": \"\(scenario)\"}".write(toFile: point, atomically: true, encoding: .utf8)
      let finished = try Bandbox.shell("cd $1; $BB \(command) > /dev/full", folder, Bandbox.band, point)
      #expect(finished.status == 2)
      #expect(
        finished.errors.hasSuffix("error: standard output: cannot be written: No space left on device\n"), "\(finished)"
      )
    }
  }

  @Test func aReaderThatGoesIsQuiet() throws {
    let lines = try Bandbox.shell("\"$BB\" registers --json | head -1; echo ${PIPESTATUS[0]}")
    #expect(lines.output.hasSuffix("\n141\n") && lines.errors.isEmpty, "\(lines)")
    // A console's reader ends the run; one of the announcement does not.
    let console = try Bandbox.shell(
      "\"$BB\" run $1 --for 20d --console --quiet | head -1; echo ${PIPESTATUS[0]}",
      Bandbox.root + "/firmware-images/sensor-dump/sensor-dump.elf")
    #expect(console.output == "sensor-dump runs\r\n141\n", "\(console)")
    let announced = try Bandbox.shell(
      "\"$BB\" run $1 --for 1s --udp 0 | head -1; echo ${PIPESTATUS[0]}", Bandbox.band)
    #expect(announced.output.hasSuffix("\n0\n") && announced.errors.contains("ELF"), "\(announced)")
  }

  /// A closed stream must not become the next file that is opened.
  @Test func closedStreamsStayAway() throws {
    try Programs.inFolder { folder in
      let script = """
        cd "$1"; "$BB" run "$2" --for 1s --flash f --report r.json <&- >&- 2>&-; echo $?; stat -c %s f
        "$BB" run "$2" --for 1s --report - >&-; echo $?
        """
      let finished = try Bandbox.shell(script, folder, Bandbox.band)
      #expect(finished.output == "0\n1048576\n2\n", "\(finished)")
      #expect(finished.errors.contains("standard output is closed"))
      #expect(throws: Never.self) { try RunReport(FileManager.default.contents(atPath: folder + "/r.json") ?? Data()) }
    }
  }
}
