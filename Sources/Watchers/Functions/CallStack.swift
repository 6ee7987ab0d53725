/// The calls under way, followed from outside, from one control transfer to the next.
///
/// A jump whose link register names the place behind it is a call; one to the return address of an open call, with the
/// stack as high as at its entry, is the return from it and from all calls within; any other jump goes on in another
/// function of the same call, as tail calls do. Each exception has a stack of its own. Nothing that firmware does makes
/// the depth exceed `limit`; code that plays with its stack is attributed to where it is, if not to who called it.
struct CallStack {
  /// Calls deeper than this go on in the deepest one.
  package static let limit = 128

  /// What the processor is about to execute.
  package struct State {
    package var programCounter: UInt32
    package var stackPointer: UInt32
    var linkRegister: UInt32
    package var exception: Int
  }

  private struct Frame {
    var node: Int
    /// The node that called.
    var caller: Int
    package var function: Int
    var returnAddress: UInt32
    var stackPointer: UInt32
    /// The exception whose stack begins here, without a function of its own; -1 for a call.
    var exception = -1
  }

  /// Where the present function begins and ends, and where it will return to: a next instruction inside, at neither the
  /// first address nor the return address, is no jump that matters.
  private(set) var start: UInt32 = 1
  package private(set) var end: UInt32 = 0
  private(set) var returnAddress: UInt32 = 1
  private(set) var exception = -1
  private var frames: [Frame] = []
  /// Functions found lately, by some bits of the address.
  private var recent = [(place: UInt32, function: Int)](repeating: (1, 0), count: 512)

  /// The node of the present function.
  var node: Int { frames.last?.node ?? 0 }

  /// Whether nothing was followed yet.
  var isEmpty: Bool { exception < 0 }

  /// Whether a jump to here needs `follow`.
  func isJump(_ programCounter: UInt32, exception: Int) -> Bool {
    programCounter <= start || programCounter >= end || programCounter == returnAddress || exception != self.exception
  }

  /// Follows a jump by the instruction at `previous`, which `site` has as its node below the present function's where calls are
  /// told apart by their lines. `root` gives the node under which an exception's stack grows.
  mutating func follow(
    _ state: State, from previous: UInt32, at site: Int? = nil, in map: FunctionMap, tree: inout CallTree,
    root: (Int, inout CallTree) -> Int
  ) {
    let isElsewhere = state.exception != exception
    if isElsewhere { switchStack(state, tree: &tree, root: root) }
    let function = function(at: state.programCounter, in: map)
    let isCall = state.linkRegister == previous &+ 5 || state.linkRegister == previous &+ 3
    if isCall && !isElsewhere {
      call(function, state, site ?? node, &tree)
    } else if let place = opening(of: state) {
      while frames.count > place { frames.removeLast() }
      replace(function, state, &tree)
    } else {
      while let last = frames.last, last.exception < 0, last.stackPointer < state.stackPointer { frames.removeLast() }
      if state.linkRegister >= 0xFFFF_FFF0 && state.programCounter == map.functions[function].start { dropCalls() }
      replace(function, state, &tree)
    }
    start = map.functions[function].start
    end = map.functions[function].end
    returnAddress = frames.last?.returnAddress ?? 1
  }

  private mutating func function(at place: UInt32, in map: FunctionMap) -> Int {
    let slot = Int(place >> 1 & 511)
    if recent[slot].place != place { recent[slot] = (place, map.index(at: place)) }
    return recent[slot].function
  }

  /// The call whose return address has been reached; none below the present exception's stack.
  private func opening(of state: State) -> Int? {
    for place in frames.indices.reversed() {
      let frame = frames[place]
      if frame.exception >= 0 { return nil }
      if frame.returnAddress == state.programCounter && state.stackPointer >= frame.stackPointer { return place }
    }
    return nil
  }

  private mutating func call(_ function: Int, _ state: State, _ caller: Int, _ tree: inout CallTree) {
    guard frames.count < CallStack.limit else { return replace(function, state, &tree) }
    let node = tree.child(of: caller, function)
    tree.countCall(node)
    frames.append(
      Frame(
        node: node, caller: caller, function: function, returnAddress: state.linkRegister & ~1,
        stackPointer: state.stackPointer))
  }

  /// The topmost call goes on in `function`.
  private mutating func replace(_ function: Int, _ state: State, _ tree: inout CallTree) {
    guard let last = frames.indices.last, frames[last].exception < 0 else {
      let caller = self.node
      let node = tree.child(of: caller, function)
      tree.countCall(node)
      frames.append(
        Frame(node: node, caller: caller, function: function, returnAddress: 1, stackPointer: state.stackPointer))
      return
    }
    guard frames[last].function != function else { return }
    frames[last].function = function
    frames[last].node = tree.child(of: frames[last].caller, function)
    tree.countCall(frames[last].node)
  }

  /// A handler that begins anew behind another of the same exception has no calls yet.
  private mutating func dropCalls() {
    while let last = frames.last, last.exception < 0 { frames.removeLast() }
  }

  /// An exception began, ended, or followed another without a return in between.
  private mutating func switchStack(_ state: State, tree: inout CallTree, root: (Int, inout CallTree) -> Int) {
    exception = state.exception
    if let marker = frames.lastIndex(where: { $0.exception == state.exception }) {
      if let next = frames[(marker + 1)...].firstIndex(where: { $0.exception >= 0 }) {
        frames.removeLast(frames.count - next)
      }
      return
    }
    if let marker = frames.lastIndex(where: { $0.exception >= 0 }), frames[marker].exception > 0,
      state.stackPointer >= frames[marker].stackPointer || frames.count >= CallStack.limit
    {
      frames.removeLast(frames.count - marker)
    }
    if frames.count >= CallStack.limit { frames.removeAll(keepingCapacity: true) }
    frames.append(
      Frame(
        node: root(state.exception, &tree), caller: 0, function: -1, returnAddress: 1, stackPointer: state.stackPointer,
        exception: state.exception))
  }
}
