/// Shows four pictures in turn, each for a second: all pixels, a chessboard of single pixels, rows, columns.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.freeze()
  Board.configurePads()
  Console.print("display-patterns runs\r\n")
  var beat = Beat()
  Panel.start(picture(0))
  var number = 0
  while true {
    number = (number + 1) & 3
    let next = picture(number)
    beat.wait(seconds: 1)
    Panel.show(next)
  }
}

private func picture(_ number: Int) -> Canvas {
  var canvas = Canvas()
  for y in 0..<Canvas.height {
    for x in 0..<Canvas.width where isLit(number, x, y) { canvas.plot(x, y) }
  }
  return canvas
}

private func isLit(_ picture: Int, _ x: Int, _ y: Int) -> Bool {
  switch picture {
  case 0: true
  case 1: (x ^ y) & 1 == 0
  case 2: y & 1 == 0
  default: x & 1 == 0
  }
}
