/// Writes a value change dump (IEEE 1364-2005, section 18) of single bits, for GTKWave and its like.
struct VCDWriter {
  /// The file so far, without the end.
  private var text: String
  /// What each signal is called in the file.
  private var codes: [Int: String] = [:]
  private let begin: UInt64
  private var present: UInt64?

  /// A file whose times are in units of 1, 10 or 100 nanoseconds, and whose first values hold at `begin`, with modules of signals. Signals have a number of their own each, and a
  /// name, in which what is neither letter nor number becomes a `_`.
  init(
    comment: String, unit: UInt64 = 1, from begin: UInt64,
    modules: [(name: String, signals: [(number: Int, name: String)])]
  ) {
    self.begin = begin
    text = "$comment \(comment) $end\n$timescale \(unit) ns $end\n"
    for (module, signals) in modules {
      text += "$scope module \(module) $end\n"
      for (number, name) in signals {
        let code = VCDWriter.identifier(codes.count)
        codes[number] = code
        // Readers take no spaces in names.
        text += "$var wire 1 \(code) \(String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })) $end\n"
      }
      text += "$upscope $end\n"
    }
    text += "$enddefinitions $end\n"
  }

  /// A signal's value from `time` on, which is not before that of the last change. One that is in no module is left out.
  mutating func change(at time: UInt64, _ signal: Int, to value: Int64) {
    guard let code = codes[signal] else { return }
    if time != present {
      text += (present == nil ? "" : closing) + "#\(time)\n" + (present == nil ? "$dumpvars\n" : "")
      present = time
    }
    text += "\(value)\(code)\n"
  }

  /// The file, which ends at `end`.
  func finished(at end: UInt64) -> String { text + closing + (present == end ? "" : "#\(end)\n") }

  /// The values that the window begins with stand between `$dumpvars` and `$end`.
  private var closing: String { present == begin ? "$end\n" : "" }

  /// Printable characters from `!` on, as many as are needed.
  private static func identifier(_ number: Int) -> String {
    var rest = number
    var code = ""
    repeat {
      code.append(Character(UnicodeScalar(UInt8(33 + rest % 94))))
      rest /= 94
    } while rest > 0
    return code
  }
}
