import Foundation

/// A process that has ended.
struct Finished {
  let status: Int32
  let output: String
  let errors: String
}
