/// A unit that recordings count time in.
enum TimeUnit: String, CaseIterable {
  case seconds
  case milliseconds
  case microseconds
  case nanoseconds

  /// How titles name it.
  var words: [String] {
    switch self {
    case .seconds: ["s", "sec", "secs", "second", "seconds"]
    case .milliseconds: ["ms", "msec", "millis", "millisecond", "milliseconds"]
    case .microseconds: ["us", "usec", "micros", "microsecond", "microseconds"]
    case .nanoseconds: ["ns", "nsec", "nanos", "nanosecond", "nanoseconds"]
    }
  }

  /// How many make a second.
  var perSecond: Double {
    switch self {
    case .seconds: 1
    case .milliseconds: 1e3
    case .microseconds: 1e6
    case .nanoseconds: 1e9
    }
  }

  /// The unit with a word, as a title has it.
  init?(word: String?) {
    guard let unit = TimeUnit.allCases.first(where: { word.map($0.words.contains) ?? false }) else { return nil }
    self = unit
  }

  /// The unit in which a time lies between the years 2001 and 2100, counted from 1970.
  init?(epoch time: Double) {
    guard let unit = TimeUnit.allCases.first(where: { (978_307_200..<4_102_444_800).contains(time / $0.perSecond) })
    else { return nil }
    self = unit
  }
}
