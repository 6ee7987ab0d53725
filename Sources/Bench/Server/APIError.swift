import Formats

/// Why a request is refused.
struct APIError: Error, Equatable {
  /// The HTTP status.
  var status: Int
  /// What was expected and what was found, in a line.
  var message: String
  /// The name that was probably meant.
  var nearest: String?
  /// The methods that the path has, with status 405.
  var allowed: [String] = []

  init(_ status: Int, _ message: String, nearest: String? = nil, allowed: [String] = []) {
    self.status = status
    self.message = message
    self.nearest = nearest
    self.allowed = allowed
  }

  /// A name that is not among those there are.
  init(unknown what: String, _ name: String, among names: [String]) {
    let nearest = Suggestion.nearest(to: name, among: names)
    let known = names.isEmpty ? "; there is none" : ", expected one of \(names.prefix(40).joined(separator: ", "))"
    self.init(
      404, "no \(what) '\(name)'" + (nearest.map { " (did you mean '\($0)'?)" } ?? known), nearest: nearest)
  }
}
