/// Stops the program where the machine is put together wrongly. A `precondition` would not do: release builds of this
/// module are `-Ounchecked`, in which it checks nothing and what follows is undefined.
@inline(never)
package func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
