/// The second benchmark: five kinds of work with many calls, bytes and halfwords, and a checksum of each that every machine must
/// agree on.
enum Work {
  static let rounds = 1200

  /// Prints through `send`: `begin`, a line for each kind, `end`.
  @inline(never) static func run(_ send: (UInt8) -> Void) {
    Sorting.prepare()
    Records.prepare()
    Picture.prepare()
    var (sorting, code, calendar, records, picture): (UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0, 0)
    Lines.line("begin", nil, send)
    for _ in 0..<rounds {
      sorting = Sorting.run(sorting)
      code = StackMachine.run(code)
      calendar = Calendar.run(calendar)
      records = Records.run(records)
      picture = Picture.run(picture)
    }
    Lines.line("sorting", sorting, send)
    Lines.line("code", code, send)
    Lines.line("calendar", calendar, send)
    Lines.line("records", records, send)
    Lines.line("picture", picture, send)
    Lines.line("end", nil, send)
  }
}
