/// A client and what it is answered, on a thread of its own.
struct Connection {
  let stream: SocketStream
  let handler: any HTTPHandler
  let options: HTTPServer.Options
  /// Whether the server stops.
  let isStopping: () -> Bool

  /// Answers requests in their order until either end has had enough.
  func serve() {
    var reader = RequestReader(options.limits)
    while let request = receive(&reader) {
      switch handler.answer(request) {
      case .response(let response):
        let isLast = !request.isPersistent || isStopping()
        guard send(response, to: request, isLast: isLast) else { return }
        // The rest of a body that is too long is still coming.
        if isLast { return stream.finish(lingering: request.body == nil ? options.farewell : .zero) }
      case .webSocket(let other):
        do throws(HTTPError) {
          return serve(other, try Handshake.answer(request), reader.takeRest())
        } catch {
          return refuse(error)
        }
      }
    }
  }

  /// Tells a client that there are too many.
  func turnAway() { refuse(HTTPError(503, "expected fewer connections at a time")) }

  /// Waits for the next request. `nil` where there is none any more; then the connection has been ended.
  private func receive(_ reader: inout RequestReader) -> HTTPRequest? {
    // It is to be complete by then, so that clients which send a byte now and then cannot hold all connections.
    let deadline = ContinuousClock.now + options.patience
    do throws(HTTPError) {
      while true {
        if let request = try reader.next() { return request }
        if reader.takeContinue(), !stream.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), patience: options.patience)
        {
          return nil
        }
        switch stream.read(until: deadline) {
        case .bytes(let bytes): reader.append(bytes)
        case .late where !reader.isEmpty: throw HTTPError(408, "expected a complete request in time")
        case .ended, .late, .stopped:
          stream.finish()
          return nil
        }
      }
    } catch {
      refuse(error)
      return nil
    }
  }

  /// Sends an answer; false where the client has not taken it.
  private func send(_ response: HTTPResponse, to request: HTTPRequest, isLast: Bool) -> Bool {
    let isAnswered = request.fields.tokens(of: "Connection").contains("keep-alive")
    return stream.write(
      response.bytes(connection: isLast ? "close" : isAnswered ? "keep-alive" : nil, isHead: request.method == "HEAD"),
      patience: options.patience)
  }

  private func refuse(_ error: HTTPError) {
    var response = handler.refuse(error)
    // What it would have to be (RFC 6455 section 4.4, RFC 9110 section 15.5.22).
    if error.status == 426 {
      response.fields["Sec-WebSocket-Version"] = Handshake.version
      response.fields["Upgrade"] = "websocket"
    }
    let connection = error.status == 426 ? "close, Upgrade" : "close"
    guard stream.write(response.bytes(connection: connection), patience: options.patience) else { return }
    stream.finish(lingering: options.farewell)
  }

  private func serve(_ other: any WebSocketHandler, _ answer: HTTPResponse, _ received: [UInt8]) {
    guard stream.write(answer.bytes(connection: "Upgrade"), patience: options.patience) else { return }
    let socket = WebSocket(stream, received: received, limit: other.messageLimit, patience: options.patience)
    other.serve(socket)
    socket.close(.normal)
    stream.finish(lingering: options.farewell)
  }
}
