import Foundation
import Programs
import Testing

/// `bandbox power --callgrind`: what each line of the source cost.
@Suite struct CallgrindTests {
  /// Reads a file as the format's specification says, and prints its events, its totals, the sums of the functions' own costs,
  /// and the lines of app.c with a cost of their own; then the calls as caller:line callee count.
  private static let reader = """
    import re, sys
    head, own, lines, calls, file, function, call = {}, [0, 0], set(), [], None, None, None
    for line in open(sys.argv[1]):
        line = line.rstrip("\\n")
        key = re.match(r"(version|creator|cmd|positions|events|summary|totals): (.*)", line)
        part = re.match(r"(fl|fi|fe|fn|cfi|cfn|calls)=(.*)", line)
        if key: head[key[1]] = key[2]
        elif part:
            kind, value = part.groups()
            if kind in ("fl", "fi", "fe"): file = value
            elif kind == "fn": function = value
            elif kind == "cfn": call = value
            elif kind == "calls": count = int(value.split()[0])
        elif line and not line.startswith("#"):
            number, charge, cycles = map(int, line.split())
            if call: calls.append(f"{function}:{number} {call} {count}")
            else:
                own[0] += charge; own[1] += cycles
                if file.endswith("app.c"): lines.add(number)
            call = None
    print(head["version"], head["positions"], head["events"], head["summary"] == head["totals"])
    print(head["totals"] == f"{own[0]} {own[1]}", *head["totals"].split())
    print(sorted(lines))
    print(sorted(c for c in calls if not "[" in c))
    """

  @Test func everyNanocoulombHasItsLine() throws {
    let program = try LineProgram()
    defer { program.remove() }
    let scenario = try program.write("s.yaml", "image: app.elf\nduration: 1s\n")
    let (with, without) = (program.folder + "/with", program.folder + "/without")
    _ = try Bandbox.run(["power", scenario, "--out", with, "--callgrind", program.folder + "/out", "--quiet"])
    _ = try Bandbox.run(["power", scenario, "--out", without, "--quiet"])
    let read = try Programs.run("python3", ["-c", Self.reader, program.folder + "/out"])
    let lines = read.output.split(separator: "\n")
    try #require(read.status == 0 && lines.count == 4, "\(read)")
    #expect(lines[0] == "1 line nC Cycles True")
    // The same account as that of functions, which the lines leave as it is.
    struct Functions: Decodable {
      struct Row: Decodable { var cycles: Int }
      var charge: String
      var functions: [Row]
    }
    let data = try Data(contentsOf: URL(fileURLWithPath: without + "/functions.json"))
    #expect(try data == Data(contentsOf: URL(fileURLWithPath: with + "/functions.json")))
    let functions = try JSONDecoder().decode(Functions.self, from: data)
    let nanocoulombs = (try #require(Double(functions.charge)) / 1.536e12).rounded()
    #expect(lines[1] == "True \(Int(nanocoulombs)) \(functions.functions.reduce(0) { $0 + $1.cycles })")
    // Also that of the inlined function; not the one that is never reached.
    #expect(lines[2].contains(" 4,") && lines[2].contains(" 10,") && !lines[2].contains(" 7,"), "\(lines[2])")
    #expect(lines[3].contains("'reset:23 work 3'") && lines[3].contains("'reset:24 finish 1'"), "\(lines[3])")
  }

  @Test func whatDoesNotGoTogetherIsRefused() throws {
    let both = try Bandbox.run(["power", "x.yaml", "--callgrind", "out", "--no-functions"])
    #expect(both.status == 2 && both.errors.contains("--callgrind does not go with --no-functions"), "\(both)")
    let alone = try Bandbox.run(["power", "x.yaml", "--out", "out", "--debug-info", "app.elf"])
    #expect(alone.status == 2 && alone.errors.contains("--debug-info goes with --callgrind"), "\(alone)")
  }
}
