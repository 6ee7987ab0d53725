/// A sentence about a running band that is true or not. Made and asked on the run's thread.
package protocol RunCondition {
  /// Whether it is so now, and what was found, for people.
  func judge() -> (isMet: Bool, found: String)
}
